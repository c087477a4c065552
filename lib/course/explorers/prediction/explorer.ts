// A question to answer before the result is shown. The browser stores the choice under the question's id, so that the output
// with the result, in a later cell, can show it.
import { escapeHtml } from "anycast-kit/figures";
import type { Explorer, View } from "../core/index.js";

export interface PredictionProps {
  /** Unique in the lesson: the key of the stored choice, together with the question. */
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  /** The choice made in code, "" if none. */
  readonly choice: string;
  /** The result; absent while it is not computed yet. */
  readonly answer?: string;
  /** The explanation, shown with the answer. */
  readonly explanation?: string;
  /** True if the question was asked further up: it is not asked again. */
  readonly asked?: boolean;
}

/** The choice of a reader who asks for the answer. A page sets it when "Show me" is pressed. */
const SKIPPED = "?";

export const prediction: Explorer<PredictionProps> = {
  name: "prediction",
  read: (json) => json as PredictionProps,
  resetLabel: "Choose again",
  initial: ({ choice }) => ({ choice }),
  controls: ({ question, options }) => [
    { kind: "radio", name: "choice", label: question, options, unlisted: [SKIPPED] },
  ],
  remembers: ({ id, question }) => `prediction:${id}:${question}`, // two lessons may both have a "hook"
  render: (props, { choice }) => verdict(props, String(choice)),
  fallback: (props) => unscripted(props),
};

/** The text about a choice; does not reveal the answer before there is one. */
export function verdict({ answer, explanation, asked }: PredictionProps, choice: string): View {
  if (choice === "") {
    if (answer === undefined) return { summary: "Pick one before you continue.", figures: [] };
    const html = printed(answer, explanation);
    return asked
      ? { summary: "Answer the question above to see the result here.", figures: [], html, locked: "hidden" }
      : { summary: "Pick one to see the answer.", figures: [], html };
  }
  if (answer === undefined && choice === SKIPPED)
    return { summary: "You asked for the answer. Continue to see it.", figures: [] };
  if (answer === undefined) return { summary: `Your choice: ${choice}. Continue to see the result.`, figures: [] };
  const right = choice === answer;
  const mark = right ? "✔" : "✘";
  const why = reason(explanation);
  const chosen = choice === SKIPPED ? "" : `${mark} You chose ${choice}. `;
  const summary = right ? `${mark} Correct: ${choice}.` : `${chosen}${theAnswer(answer)}`;
  return { summary, figures: [], html: why, locked: asked ? "hidden" : "shown" };
}

const reason = (text?: string) => (text ? `<p class="ak-why">${escapeHtml(text)}</p>` : "");

/** An answer may be a sentence or a number. */
const theAnswer = (answer: string) => `The answer: ${answer}${/[.!?]$/.test(answer) ? "" : "."}`;

/** For paper, where nothing can be chosen. */
const printed = (answer: string, explanation?: string) =>
  `<div hidden class="ak-printed"><p>${escapeHtml(theAnswer(answer))}</p>${reason(explanation)}</div>`;

/** For a page without script: the question and its options, and the answer collapsed. A result does not ask again. */
function unscripted(props: PredictionProps): string {
  const { question, options, choice, answer, explanation, asked } = props;
  const list = `<ul>${options.map((each) => `<li>${escapeHtml(each)}</li>`).join("")}</ul>`;
  const ask = asked ? "" : `<p class="ak-question">${escapeHtml(question)}</p>${list}`;
  if (answer === undefined) return ask + (choice ? `<p>${escapeHtml(verdict(props, choice).summary)}</p>` : "");
  const result = choice ? verdict(props, choice).summary : theAnswer(answer);
  return `${ask}<details><summary>Answer</summary><p>${escapeHtml(result)}</p>${reason(explanation)}</details>`;
}
