// Runs what a question asks beyond routing: each kind of run is handled by the library's own traffic and design functions.
import { compareSchemes, flowHashes } from "../../traffic/index.js";
import type { Question, QuestionRun } from "../../routing/scenario/index.js";
import { compareRun } from "./designs.js";
import { balancedDownloads, mtuDownloads } from "./downloads.js";
import { isWithin, type Fact } from "./fact.js";
import { downloadsOver } from "./over-routes.js";

type RunOf<Kind extends QuestionRun["kind"]> = Extract<QuestionRun, { readonly kind: Kind }>;

export interface RunAnswer {
  readonly name: string;
  /** What came out, each line a fact with its number. */
  readonly found: readonly string[];
  /** Whether all of it is what the question expects. */
  readonly holds: boolean;
}

/**
 * Runs everything that a question asks beyond routing, in the order of the file.
 * @throws TrafficError, DeploymentError, DesignComparisonError for a run that cannot be set up
 */
export function answerRuns({ scenario, runs }: Pick<Question, "scenario" | "runs">): readonly RunAnswer[] {
  return runs.map((run): RunAnswer => {
    switch (run.kind) {
      case "download":
        return answerOf(run, downloadsOver(scenario, run));
      case "balanced":
        return ofCount(run, balancedDownloads(run), run.downloads);
      case "path-mtu":
        return ofCount(run, mtuDownloads(run), run.clients);
      case "backends":
        return answerOf(run, backends(run));
      case "designs":
        return answerOf(run, compareRun(run));
    }
  });
}

const answerOf = ({ name }: QuestionRun, facts: readonly Fact[]): RunAnswer => ({
  name,
  found: facts.map(({ text }) => text),
  holds: facts.length > 0 && facts.every(({ holds }) => holds),
});

function ofCount(run: RunOf<"balanced" | "path-mtu">, complete: number, of: number): RunAnswer {
  const text = `${complete} of ${of} downloads complete`;
  return answerOf(run, [{ text, holds: isWithin(complete, run.expect.complete) }]);
}

/** Flows that a change of servers moves are counted over this many. */
const FLOWS = 40_000;

function backends({ scheme, servers, change, expect }: RunOf<"backends">): Fact[] {
  const all = Array.from({ length: servers }, (_, i) => `S${i + 1}`);
  // The server in the middle leaves; the one that returns joins behind the others.
  const member = all[change === "leaves" ? Math.floor((servers - 1) / 2) : servers - 1];
  const members = change === "leaves" ? all : all.slice(0, -1);
  const kind = change === "leaves" ? "dies" : "joins";
  const rows = compareSchemes({ members, change: { kind, member }, hashes: flowHashes(FLOWS) });
  const { moved, collateral } = rows.find((row) => row.scheme === scheme)!.counted;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    { text: `${percent(moved)} of all flows move`, holds: isWithin(moved, expect.moved) },
    {
      text: `${percent(collateral)} of all flows move although their server stayed`,
      holds: isWithin(collateral, expect.collateral),
    },
  ];
}
