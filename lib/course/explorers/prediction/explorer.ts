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
  /** True if the question was asked further up: its options are not repeated after a choice. */
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
    const ask = answer === undefined ? "Pick one before you continue." : "Pick one to see the answer.";
    return { summary: ask, figures: [], ...(answer !== undefined && { html: printed(answer, explanation, asked) }) };
  }
  if (answer === undefined && choice === SKIPPED)
    return { summary: "You asked for the answer. Continue to see it.", figures: [] };
  if (answer === undefined) return { summary: `Your choice: ${choice}. Continue to see the result.`, figures: [] };
  const right = choice === answer;
  const mark = right ? "✔" : "✘";
  const why = reason(explanation);
  const chosen = choice === SKIPPED ? "" : `${mark} You chose ${choice}. `;
  const summary = right ? `${mark} Correct: ${choice}.` : `${chosen}The answer is ${answer}.`;
  return { summary, figures: [], html: why, locked: asked ? "folded" : "shown" };
}

const reason = (text?: string) => (text ? `<p class="ak-why">${escapeHtml(text)}</p>` : "");

/** The answer for paper, which cannot be asked. Where the question stands further up, paper does not repeat it. */
const printed = (answer: string, explanation?: string, asked?: boolean) =>
  `<div hidden class="ak-printed"${asked ? " data-ak-asked" : ""}><p>The answer is ${escapeHtml(answer)}.</p>${reason(explanation)}</div>`;

/** For a page without script: the question, the options, and the answer collapsed. */
function unscripted(props: PredictionProps): string {
  const { question, options, choice, answer, explanation } = props;
  const asked = `<p class="ak-question">${escapeHtml(question)}</p><ul>${options.map((each) => `<li>${escapeHtml(each)}</li>`).join("")}</ul>`;
  if (answer === undefined) return asked + (choice ? `<p>${escapeHtml(verdict(props, choice).summary)}</p>` : "");
  const told = choice ? verdict(props, choice).summary : `The answer is ${answer}.`;
  const why = explanation ? `<p>${escapeHtml(explanation)}</p>` : "";
  return `${asked}<details><summary>Answer</summary><p>${escapeHtml(told)}</p>${why}</details>`;
}
