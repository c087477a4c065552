// `predict`: asks before the result is seen, and compares afterwards. Being wrong is the point.
// A choice is made with the mouse or keyboard in the output (the browser remembers it), or written in the cell.
import { explore } from "./explore.js";
import { ExplorerError } from "../explorers/core/index.js";

export interface PredictOptions {
  readonly question: string;
  /** Two or more; each as it will be read. */
  readonly options: readonly string[];
  /** The learner's choice, where it is written in the cell: one of the options. */
  readonly choice?: string;
}

/** A question that needs no run: its answer stands ready. */
export interface QuizOptions extends PredictOptions {
  /** The right option, revealed as soon as one is chosen. */
  readonly answer: string;
  /** Why the answer is so; only shown with it. */
  readonly explanation?: string;
}

export interface Prediction {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  /** As written in the cell, else "". What was chosen in the output is known to the browser only. */
  readonly choice: string;
  /**
   * Shows what was said beside what came out. Where nothing was chosen yet the question is asked again first.
   * @param actual the result, as one of the options says it
   * @param explanation why it is so
   */
  compare(actual: string | number, explanation?: string): void;
}

/**
 * Asks a question and shows its options. Needs no answer to go on: a notebook that runs from top to bottom passes it by.
 * @example const guess = predict("hook", { question: "Who answers?", options: ["one server", "several"] })
 * @example guess.compare(servers.size > 1 ? "several" : "one server", "Each site has a server of its own.")
 * With an `answer` it is a quiz question: nothing is returned, for there is nothing left to compare.
 * @throws ExplorerError for fewer than two options, an option twice, or a choice or answer that is none of them
 */
export function predict(id: string, quiz: QuizOptions): void;
export function predict(id: string, prediction: PredictOptions): Prediction;
export function predict(id: string, asked: PredictOptions & Partial<QuizOptions>): Prediction | undefined {
  const { question, options, choice = "", answer, explanation } = asked;
  if (new Set(options).size < options.length) fail(id, `has an option twice: ${options.join(", ")}.`);
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
  if (!options.includes(value)) throw new ExplorerError(`${what} "${value}" is none of: ${options.join(", ")}.`);
}
