// GIFT, the text format that Moodle imports (https://docs.moodle.org/en/GIFT_format).
import type { Question } from "./questions.js";

/** One category for each lesson; each question has its explanation as feedback to all answers. */
export function giftOf(lessons: readonly { readonly name: string; readonly questions: readonly Question[] }[]): string {
  return lessons
    .flatMap(({ name, questions }) => [
      `$CATEGORY: $course$/anycast/${name}\n`,
      ...questions.map((question) => giftQuestion(name, question)),
    ])
    .join("\n");
}

function giftQuestion(lesson: string, { id, question, options, answer, explanation }: Question): string {
  const lines = options.map((option) => `\t${option === answer ? "=" : "~"}${plain(option)}`);
  const feedback = explanation === undefined ? [] : [`\t####${plain(explanation)}`];
  return [`::${plain(`${lesson} ${id}`)}::[plain]${plain(question)} {`, ...lines, ...feedback, "}", ""].join("\n");
}

/** One line, with the characters escaped that GIFT reads as its own. */
const plain = (text: string) =>
  text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\~=#{}:]/g, "\\$&");
