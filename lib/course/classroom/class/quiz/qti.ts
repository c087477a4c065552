// QTI 1.2, the zip that Canvas and most other systems import; written by text2qti (https://github.com/gpoore/text2qti).
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { execa } from "execa";
import { temporaryFolder, writeWhole } from "anycast-kit/files";
import { ClassError, courseScript } from "../folder.js";
import type { Question } from "./questions.js";

const script = join(dirname(courseScript), "qti.py");
const requirements = join(dirname(courseScript), "requirements-quiz.txt");

/**
 * Writes a quiz.
 * @param python an interpreter that has text2qti
 * @throws ClassError if it has not, with the command that installs it
 */
export async function writeQti(
  file: string,
  {
    title,
    questions,
    python,
  }: { readonly title: string; readonly questions: readonly Question[]; readonly python: string },
): Promise<void> {
  const input = qtiSource(title, questions);
  const own = temporaryFolder("qti");
  try {
    const made = join(own.path, basename(file));
    const { exitCode, stderr } = await execa(python, [script, made], { input, reject: false });
    if (exitCode === 0) await writeWhole(file, await readFile(made));
    else throw failure(file, { stderr, python });
  } finally {
    own.remove();
  }
}

function failure(file: string, { stderr, python }: { readonly stderr: string; readonly python: string }): ClassError {
  const missing = /No module named '(text2qti|bespon|markdown)'/.exec(stderr)?.[1];
  return new ClassError(
    missing
      ? `--qti needs the Python package ${missing}. Install it: ${python} -m pip install --require-hashes -r ${requirements}`
      : `text2qti could not write ${file}:\n${stderr.trim().split("\n").slice(-6).join("\n")}`,
  );
}

/** The quiz as text2qti reads it. */
function qtiSource(title: string, questions: readonly Question[]): string {
  const blocks = questions.map(({ question, options, answer, explanation, id }, i) =>
    [
      `Title: ${literal(id)}`,
      "Points: 1",
      `${i + 1}. ${literal(question)}`,
      ...(explanation === undefined ? [] : [`... ${literal(explanation)}`]),
      ...options.map((option, at) => `${option === answer ? "*" : ""}${letters[at]}) ${literal(option)}`),
    ].join("\n"),
  );
  return `Quiz title: ${literal(title)}\n\n${blocks.join("\n\n")}\n`;
}

const letters = "abcdefghijklmnopqrstuvwxyz";

/** One line in which Markdown has nothing to read: every character but letters, digits and blanks is an entity. */
const literal = (text: string) =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[^\p{L}\p{N} ,;?!()/-]/gu, (character) => `&#${character.codePointAt(0)};`);
