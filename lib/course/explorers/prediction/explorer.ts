// A question that is answered before the result is seen. The reader's browser keeps the choice under the question's id,
// so that the output with the result, in a later cell, knows what was said.
import { escapeHtml } from "anycast-kit/figures";
import type { Explorer, View } from "../core/index.js";

export interface PredictionProps {
  /** Unique in the lesson: the choice is remembered under it and the question. */
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  /** The choice made in code, "" where none was. */
  readonly choice: string;
  /** What came out; absent while the result is still to be computed. */
  readonly answer?: string;
  /** Why it is so, shown with the answer. */
  readonly explanation?: string;
  /** True where the question was asked further up: its options are not repeated once one was chosen. */
  readonly asked?: boolean;
}

export const prediction: Explorer<PredictionProps> = {
  name: "prediction",
  read: (json) => json as PredictionProps,
  resetLabel: "Choose again",
  initial: ({ choice }) => ({ choice }),
  controls: ({ question, options }) => [{ kind: "radio", name: "choice", label: question, options }],
  remembers: ({ id, question }) => `prediction:${id}:${question}`, // two lessons may both have a "hook"
  render: (props, { choice }) => verdict(props, String(choice)),
  fallback: (props) => unscripted(props),
};

/** What is said of a choice; nothing of the answer before there is one. */
export function verdict({ answer, explanation, asked }: PredictionProps, choice: string): View {
  if (choice === "") {
    const ask = answer === undefined ? "Choose before you go on." : "Choose, and the answer appears.";
    return { summary: ask, figures: [] };
  }
  if (answer === undefined) return { summary: `You say: ${choice}. Now go on and see.`, figures: [] };
  const right = choice === answer;
  const mark = right ? "✔" : "✘";
  const why = explanation ? `<p class="ak-why">${escapeHtml(explanation)}</p>` : "";
  const summary = right ? `${mark} You said ${choice}, and so it is.` : `${mark} You said ${choice}. It is ${answer}.`;
  return { summary, figures: [], html: why, locked: asked ? "folded" : "shown" };
}

/** For a page without script: the question, the options, and the answer folded away. */
function unscripted(props: PredictionProps): string {
  const { question, options, choice, answer, explanation } = props;
  const asked = `<p class="ak-question">${escapeHtml(question)}</p><ul>${options.map((each) => `<li>${escapeHtml(each)}</li>`).join("")}</ul>`;
  if (answer === undefined) return asked + (choice ? `<p>${escapeHtml(verdict(props, choice).summary)}</p>` : "");
  const told = choice ? verdict(props, choice).summary : `It is ${answer}.`;
  const why = explanation ? `<p>${escapeHtml(explanation)}</p>` : "";
  return `${asked}<details><summary>Answer</summary><p>${escapeHtml(told)}</p>${why}</details>`;
}
