// Six students of a lesson, whatever its exercises: their answers come from its solutions and its known wrong answers, and the
// points that each must get are known.
import { answerCell } from "../../../lib/course/classroom/answer-cell.js";
import { exercises } from "../../../lib/course/classroom/exercise.js";
import type { Notebook } from "../../../lib/course/notebook/types.js";
import { lessons } from "../../notebooks/lessons.js";

export interface OneOfSix {
  readonly student: string;
  /** By id of a cell: what it is handed in with; cells that are not named stay as released. */
  readonly sources: ReadonlyMap<string, string>;
  /** Points that the tests must give. */
  readonly points: number;
}

const without = (source: string) =>
  source
    .split("\n")
    .filter((line) => !/(BEGIN|END) SOLUTION/.test(line))
    .join("\n");

/** @param source with solutions; @param name of the lesson */
export function sixStudents(source: Notebook, name: string): readonly OneOfSix[] {
  const wrong = lessons.find((lesson) => lesson.name === name)?.wrong;
  const tasks = exercises(source, name).filter(({ kind }) => kind === "code");
  const full = tasks.reduce((sum, { points }) => sum + points, 0);
  const solutions = new Map(tasks.map(({ answer }) => [answer.id, without(answer.source)]));
  const named = (i: number) => answerCell(tasks[i].answer.source).names.at(-1)!;
  const replaced = (changes: Readonly<Record<number, string>>) =>
    new Map([...solutions, ...Object.entries(changes).map(([i, text]) => [tasks[Number(i)].answer.id, text] as const)]);
  const last = tasks.length - 1;
  const poor = tasks.flatMap((task) => {
    const answer = wrong?.get(task.task)?.[0];
    return answer ? [{ task, answer }] : [];
  });
  const loses = poor.reduce((sum, { task, answer }) => sum + task.points - answer.score, 0);
  return [
    { student: "perfect", sources: solutions, points: full },
    { student: "blank", sources: new Map(), points: 0 },
    {
      student: "partly",
      sources: new Map([...solutions, ...poor.map(({ task, answer }) => [task.answer.id, answer.source] as const)]),
      points: full - loses,
    },
    {
      student: "loops",
      sources: replaced({
        0: `function ${named(0)}(..._: any[]): any { while (true) {} }`,
        1: `for (let i = 0; i < 150_000; i++) console.log("flood", i);\n${solutions.get(tasks[1].answer.id)!}`,
        [last]: `const hoard: number[][] = [];\nfunction ${named(last)}(..._: any[]): any { for (;;) hoard.push(Array(100_000).fill(1)); }`,
      }),
      points: full - tasks[0].points - tasks[last].points,
    },
    {
      student: "cheat",
      sources: new Map(
        tasks.map(({ answer }, i) => [
          answer.id,
          `function check(claim: string, ..._: unknown[]): void { console.log("✔ " + claim); }\nObject.is = () => true;\nfunction ${named(i)}(..._: any[]): any { return { valueOf: () => 1 }; }`,
        ]),
      ),
      points: 0,
    },
    {
      student: "hostile",
      sources: replaced({
        0: "process.exit(0);",
        1: `${solutions.get(tasks[1].answer.id)!}\nfor (let i = 0; i < 200; i++) try { require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1e3)"], { detached: true, stdio: "ignore" }).on("error", () => {}); } catch {}`,
        [last]: `try { process.kill(process.ppid, "SIGKILL"); } catch {}\nfunction ${named(last)}(..._: any[]): any { process.kill(process.pid, "SIGKILL"); }`,
      }),
      points: full - tasks[0].points - tasks[last].points,
    },
  ];
}
