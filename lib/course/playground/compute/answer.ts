// One question to the library: the scenario is read as the commands read it, and kept for the next question about the same text.
import { playScenario, readScenario, steadyStatesOf, type Scenario } from "anycast-kit/routing/scenario";
import type { History, SteadyState } from "anycast-kit/routing";
import type { Answer, Answers, Fault, Question } from "../protocol.js";
import { askOf } from "./ask.js";
import { lookAt } from "./look.js";
import { playOf } from "./play.js";
import { whyOf } from "./why.js";

/** Errors name the scenario by this word. */
const FILE = "scenario";
/** Larger texts are refused before they are parsed, characters. */
const MOST_CHARACTERS = 5_000_000;

interface Open {
  readonly text: string;
  readonly scenario: Scenario;
  /** Before any event; with policies.preferOlder, the states without it. */
  readonly states: readonly SteadyState[];
  /** Played when first needed. */
  readonly histories: () => readonly History[];
}

let last: Open | undefined;

function open(text: string): Open {
  if (last?.text === text) return last;
  if (text.length > MOST_CHARACTERS)
    throw new Error(
      `The text has ${text.length} characters, at most ${MOST_CHARACTERS} are read. Remove ASes and links.`,
    );
  const scenario = readScenario(text, { file: FILE });
  let played: readonly History[] | undefined;
  const states = steadyStatesOf(withoutOrder(scenario));
  last = { text, scenario, states, histories: () => (played ??= playScenario(scenario)) };
  return last;
}

/** A steady state has no order of events, so no route in it is older than another. */
const withoutOrder = (scenario: Scenario): Scenario => ({
  ...scenario,
  policies: { ...scenario.policies, preferOlder: false },
});

/** Answers a question; a fault of the scenario is an answer too. */
export function answer<Type extends Question["type"]>(question: Question & { readonly type: Type }): Answer<Type> {
  try {
    return { value: valueOf(question) as Answers[Type] };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

function valueOf(question: Question): Answers[Question["type"]] {
  const { scenario, states, histories } = open(question.text);
  switch (question.type) {
    case "look":
      return lookAt(scenario, states, question);
    case "why":
      // The library's own sentence refuses the question where the order of events decides.
      return whyOf(scenario.policies.preferOlder ? steadyStatesOf(scenario) : states, question.asn);
    case "play":
      return playOf(scenario, histories());
    case "ask":
      return askOf(scenario, histories(), question);
  }
}

/** The words of the error, and where in the text they point to. */
function faultOf(error: unknown): Fault {
  const whole = error instanceof Error ? error.message : String(error);
  const message = whole.replace(new RegExp(`^${FILE}(?:: | is not valid JSON: )`), (start) =>
    start.endsWith("JSON: ") ? "Not valid JSON: " : "",
  );
  const line = /\bnear line (\d+)/.exec(message)?.[1];
  const field =
    / See ([\w.[\]]+)\.$/.exec(message)?.[1] ?? /^([a-z]\w*(?:\[\d+\]|\.\w+)*)(?: \(| ?:)/i.exec(message)?.[1];
  return {
    message: message.length > 1000 ? `${message.slice(0, 1000)} …` : message,
    ...(line !== undefined && { line: Number(line) }),
    ...(line === undefined && field !== undefined && { field }),
  };
}
