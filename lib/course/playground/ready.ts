// The ready scenarios of the playground: an example to begin with, and the questions that operators ask (data/questions).
import { readQuestion } from "anycast-kit/routing/scenario";
import { textOf, type Draft } from "./edit/index.js";

export interface ReadyScenario {
  readonly title: string;
  /** The scenario file. */
  readonly text: string;
  /** One sentence. */
  readonly about?: string;
  readonly question?: string;
  readonly look?: string;
  readonly answer?: string;
}

const example: Draft = {
  format: "anycast-scenario",
  version: 1,
  name: "three sites",
  ases: [
    { asn: 10, name: "Transit West" },
    { asn: 20, name: "Transit East" },
    { asn: 30, name: "Users West" },
    { asn: 40, name: "Users Middle" },
    { asn: 50, name: "Users East" },
    { asn: 60, name: "Seattle" },
    { asn: 70, name: "New York" },
    { asn: 80, name: "Denver" },
  ],
  links: [
    { peers: [10, 20] },
    { provider: 10, customer: 30 },
    { provider: 10, customer: 40 },
    { provider: 20, customer: 40 },
    { provider: 20, customer: 50 },
    { provider: 10, customer: 60 },
    { provider: 20, customer: 70 },
    { provider: 40, customer: 80 },
  ],
  announcements: [
    { site: "A", origin: 60 },
    { site: "B", origin: 70 },
    { site: "C", origin: 80 },
  ],
  clients: [{ asn: 30 }, { asn: 40 }, { asn: 50 }],
  events: [{ at: 1000, kind: "withdraw", site: "A" }],
  convergence: { start: "settled" },
};

const first: ReadyScenario = {
  title: "Three sites",
  about: "Three sites announce one address. Site A withdraws its route after a second.",
  text: textOf(example),
};

/** Connections, servers and DNS are not part of the playground. */
const BEYOND_ROUTES =
  "The playground shows the routes of this question. Its connections, servers or DNS are simulated by npx anycast ask.";

/** @param questions texts of question files in order; none if there are no such files */
export function readyScenarios(questions: readonly string[] = []): readonly ReadyScenario[] {
  return [
    first,
    ...questions.map((text): ReadyScenario => {
      const { title, question, look, answer, runs } = readQuestion(text);
      const { scenario } = JSON.parse(text) as { readonly scenario: Draft };
      const beyond = runs.length > 0 ? { about: BEYOND_ROUTES } : {};
      return { title, question, look, answer, ...beyond, text: textOf(scenario) };
    }),
  ];
}
