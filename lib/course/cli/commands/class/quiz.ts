// `anycast class quiz`: the questions of the lessons as a quiz for Moodle or Canvas.
import type { Command } from "commander";
import { Failure } from "anycast-kit/cli";
import { checkOutput, writeWhole } from "anycast-kit/files";
import { giftOf, placesIn, questionsOf, writeQti, type Question } from "../../../classroom/index.js";
import { chosenJupyter } from "../../jupyter.js";
import { assignmentsOf, classOption, folderOf, type ClassOption } from "./open.js";

interface Options extends ClassOption {
  readonly gift?: string;
  readonly qti?: string;
  readonly only?: string;
}

export function register(program: Command): void {
  program
    .command("quiz")
    .description("write the questions of lessons as a quiz; the lessons are run, so the answers are what they compute")
    .argument("[lesson...]", "lessons of the class; all by default")
    .option(...classOption)
    .option("--gift <file>", "write GIFT, which Moodle imports")
    .option("--qti <file>", "write QTI 1.2 (a zip), which Canvas imports; one lesson")
    .option("--only <kind>", "quiz: the questions at the end; predictions: those before a result")
    .action(quiz);
}

async function quiz(wanted: readonly string[], { gift, qti, only, ...options }: Options): Promise<void> {
  const folder = await folderOf(options);
  const assignments = assignmentsOf(folder, wanted);
  if (gift === undefined && qti === undefined)
    throw new Failure("No format was named.", `npx anycast class quiz ${assignments[0]} --gift quiz.txt`);
  if (qti !== undefined && assignments.length > 1)
    throw new Failure("--qti writes one lesson.", `npx anycast class quiz ${assignments[0]} --qti ${qti}`);
  if (only !== undefined && only !== "quiz" && only !== "predictions")
    throw new Failure(`--only must be quiz or predictions (got ${only}).`);
  for (const out of [gift, qti]) if (out !== undefined) await checkOutput(out);
  const lessons: { readonly name: string; readonly title: string; readonly questions: readonly Question[] }[] = [];
  for (const name of assignments) {
    const file = placesIn(folder.root).source(name);
    const { executeLesson } = await import("../../publishing.js"); // loads charts and highlighting, a second
    const { notebook } = await executeLesson(file, { jupyter: undefined });
    const questions = questionsOf(notebook, { file }).filter(
      ({ isQuiz }) => only === undefined || isQuiz === (only === "quiz"),
    );
    if (questions.length === 0) throw new Failure(`${name} has no question with an answer.`);
    lessons.push({ name, title: notebook.metadata.title ?? name, questions });
    console.log(`${name}: ${questions.length} questions`);
  }
  if (gift !== undefined) await writeWhole(gift, giftOf(lessons));
  if (qti !== undefined) await writeQti(qti, { ...lessons[0], python: (await chosenJupyter()).python });
}
