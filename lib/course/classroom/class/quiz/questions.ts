// The questions of a lesson with their right answers, taken from the outputs of a notebook that was run. So the answer of a
// prediction is what the lesson computes today, not what its author remembers.
import { NotebookError, type Notebook } from "../../../notebook/index.js";

export interface Question {
  /** Unique in the lesson: the first argument of `predict`. */
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  /** One of the options. */
  readonly answer: string;
  readonly explanation: string | undefined;
  /** Whether it belongs to the quiz at the end; the others come before a result. */
  readonly isQuiz: boolean;
}

interface Shown {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly answer?: string;
  readonly explanation?: string;
  readonly asked?: boolean;
}

const shownQuestion =
  /data-ak-explorer="prediction"[^>]*>\s*<script type="application\/json" data-ak-props>(.*?)<\/script>/gs;

/**
 * The questions in the order in which they are asked. A prediction whose result is never compared has no answer and is left out.
 * @param notebook with its outputs
 * @throws NotebookError if a computed answer is not one of the options
 */
export function questionsOf(notebook: Notebook, { file }: { readonly file: string }): readonly Question[] {
  const asked = new Map<string, Question | undefined>();
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    for (const output of cell.outputs) {
      const html = output.output_type === "display_data" ? output.data["text/html"] : undefined;
      const text = Array.isArray(html) ? html.join("") : typeof html === "string" ? html : "";
      for (const [, json] of text.matchAll(shownQuestion)) {
        const shown = JSON.parse(json) as Shown;
        if (!asked.has(shown.id)) asked.set(shown.id, undefined);
        if (shown.answer === undefined) continue;
        if (!shown.options.includes(shown.answer))
          throw new NotebookError(
            file,
            cell.id,
            `The answer of the question "${shown.id}" is "${shown.answer}", which is not one of its options: ${shown.options.join(", ")}.`,
          );
        asked.set(shown.id, questionOf(shown, shown.answer));
      }
    }
  }
  return [...asked.values()].filter((question) => question !== undefined);
}

const questionOf = ({ id, question, options, explanation, asked }: Shown, answer: string): Question => ({
  id,
  question,
  options,
  answer,
  explanation,
  isQuiz: asked !== true,
});
