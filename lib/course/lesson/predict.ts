// `predict`: asks before the result is shown, and compares afterwards. A choice is made with the mouse or keyboard in the
// output (the browser stores it), or written in the cell.
import { explore } from "./explore.js";
import { ExplorerError } from "../explorers/core/index.js";

export interface PredictOptions {
  readonly question: string;
  /** Two or more; each as it will be read. */
  readonly options: readonly string[];
  /** The learner's choice, if written in the cell: one of the options. */
  readonly choice?: string;
}

/** A quiz question with a fixed answer. */
export interface QuizOptions extends PredictOptions {
  /** The right option, revealed as soon as one is chosen. */
  readonly answer: string;
  /** The explanation; only shown with the answer. */
  readonly explanation?: string;
}

export interface Prediction {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  /** The choice written in the cell, otherwise "". A choice in the output is stored only in the browser. */
  readonly choice: string;
  /**
   * Shows the choice beside the result. Asks the question again if there is no choice yet.
   * @param actual the result, as one of the options
   * @param explanation the explanation
   */
  compare(actual: string | number, explanation?: string): void;
}

/**
 * Asks a question and shows its options. Does not block: a notebook that runs from top to bottom needs no answer.
 * @example const guess = predict("hook", { question: "Who answers?", options: ["one server", "several"] })
 * @example guess.compare(servers.size > 1 ? "several" : "one server", "Each site has a server of its own.")
 * With an `answer` it is a quiz question and returns nothing.
 * @throws ExplorerError for fewer than two options, a duplicate option, or a choice or answer that is not an option
 */
export function predict(id: string, quiz: QuizOptions): void;
export function predict(id: string, prediction: PredictOptions): Prediction;
export function predict(id: string, asked: PredictOptions & Partial<QuizOptions>): Prediction | undefined {
  const { question, options, choice = "", answer, explanation } = asked;
  if (new Set(options).size < options.length) fail(id, `has a duplicate option: ${options.join(", ")}.`);
  if (choice !== "") among(options, choice, `Prediction "${id}": the choice`);
  if (answer !== undefined) among(options, answer, `Prediction "${id}": the answer`);
  explore("prediction", { id, question, options, choice, answer, explanation }, { id: `prediction-${id}` });
  if (answer !== undefined) return undefined;
  return {
    id,
    question,
    options,
    choice,
    compare(actual, why) {
      const result = { id, question, options, choice, answer: String(actual), explanation: why, asked: true };
      explore("prediction", result, { id: `prediction-${id}-result` });
    },
  };
}

function fail(id: string, problem: string): never {
  throw new ExplorerError(`Prediction "${id}" ${problem}`);
}

function among(options: readonly string[], value: string, what: string): void {
  if (!options.includes(value)) throw new ExplorerError(`${what} "${value}" must be one of: ${options.join(", ")}.`);
}
