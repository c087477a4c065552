// Examples of charts over time, users and rounds.
import { loadOf, withdrawTo } from "../../../lib/kit/anycast/load.js";
import type { Move } from "../../../lib/kit/anycast/internet/compare.js";
import { cascadeRounds, utilisationFigure } from "../../../lib/kit/figures/chart/utilisation.js";
import { distributionFigure } from "../../../lib/kit/figures/chart/distribution.js";
import { lanesByClient } from "../../../lib/kit/figures/chart/queries/query-lanes.js";
import { lostQueriesFigure } from "../../../lib/kit/figures/chart/queries/lost-queries.js";
import { movesFigure } from "../../../lib/kit/figures/chart/moves.js";
import { sharesFigure } from "../../../lib/kit/figures/chart/shares.js";
import type { Figure } from "../../../lib/kit/figures/core/figure.js";
import { clique } from "../../../lib/kit/routing/convergence/gadgets.js";
import { converge } from "../../../lib/kit/routing/convergence/converge.js";
import { DETECTION, type Detection } from "../../../lib/kit/routing/convergence/events.js";
import { queryStream } from "../../../lib/kit/routing/convergence/replay/query-stream.js";
import { siteLosesPower } from "./site-loses-power.js";

const lost = (detection: Detection) => siteLosesPower(detection, { toMs: 300_000 });

const hunted = converge({ ...clique(5), timing: { mrai: { jitter: [1, 1] } } });

const places = { A: "Seattle", B: "Frankfurt", C: "Singapore" };
/** B withdraws; a twelfth of the users is moved from A to C although A is fine. */
const moves = {
  gone: ["B"],
  matrix: [
    ["A", "A", 30, 0.34],
    ["A", "C", 7, 0.08],
    ["B", "A", 20, 0.21],
    ["B", "C", 9, 0.12],
    ["B", "none", 1, 0.02],
    ["C", "C", 21, 0.23],
  ].map(([from, to, clients, share]) => ({ from, to, clients, weight: share, share }) as Move),
};
/** Round trips that rise evenly, and a tail. */
const waits = (least: number, most: number, tail: number) =>
  Array.from({ length: 100 }, (_, i) => ({ value: i < 90 ? least + ((most - least) * i) / 90 : most + (tail * (i - 90)) / 10, weight: 1 })); // prettier-ignore

/** Moura et al. 2016, figure 5: three sites under attack. */
const attacked = [
  { site: "A", legitimate: 1, attack: 1, capacity: 1 },
  { site: "B", legitimate: 1, attack: 0.5, capacity: 1 },
  { site: "C", legitimate: 1, capacity: 10 },
];

export const chartExamples: Readonly<Record<string, (name: string) => Figure>> = {
  "lost-queries": (name) =>
    lostQueriesFigure(
      [
        { name: "hold timer, 90 s", stream: lost(DETECTION.holdTimer) },
        { name: "BFD, 3 × 300 ms", stream: lost(DETECTION.bfd) },
        { name: "loss of light, 10 ms", stream: lost(DETECTION.lossOfLight) },
      ],
      {
        name,
        title: "What it costs to notice",
        subtitle: "One client, 1,000 queries a second; site A loses power",
        events: [{ atMs: 10_000, label: "site A loses power" }],
      },
    ),

  "lost-queries-hunting": (name) =>
    lostQueriesFigure(
      lanesByClient(
        queryStream({
          history: hunted,
          clients: [1, 2, 3, 4, 5].map((asn) => ({ asn })),
          perSecond: 100,
          fromMs: -20_000,
          toMs: 120_000,
        }),
      ),
      {
        name,
        title: "Path hunting after the only site withdrew",
        axis: "linear",
        events: [
          { atMs: 0, label: "site A withdraws" },
          { atMs: 60_000, label: "one minute" },
        ],
      },
    ),

  moves: (name) => movesFigure(moves, { name, title: "Frankfurt withdraws: who goes where", places }),

  "shares-before": (name) =>
    sharesFigure(
      [
        { site: "A", share: 0.55 },
        { site: "B", share: 0 },
        { site: "C", share: 0.43 },
        { site: "none", share: 0.02 },
      ],
      {
        name,
        title: "Share of the users, after Frankfurt withdrew",
        places,
        before: [
          { site: "A", share: 0.42 },
          { site: "B", share: 0.35 },
          { site: "C", share: 0.23 },
        ],
      },
    ),

  distribution: (name) =>
    distributionFigure(
      [
        { name: "one site", values: waits(10, 220, 130) },
        { name: "anycast", values: waits(4, 60, 240) },
        { name: "best site", values: [...waits(3, 45, 30), { value: Infinity, weight: 4 }] },
      ],
      { name, title: "How long users wait", what: "round trip" },
    ),

  "absorb-or-withdraw": (name) =>
    utilisationFigure(
      [
        { name: "Absorb", load: loadOf(attacked) },
        {
          name: "A withdraws to C",
          load: loadOf([{ site: "A", legitimate: 0, capacity: 1 }, ...withdrawTo(attacked, "A", { C: 1 })]),
          withdrawn: ["A"],
        },
      ],
      { name, title: "Absorb or withdraw" },
    ),

  cascade: (name) =>
    utilisationFigure(
      cascadeRounds({
        rounds: [
          {
            load: loadOf([4, 2, 3].map((legitimate, i) => ({ site: "ABC"[i], legitimate, capacity: 3.5 }))),
            withdrawing: ["A"],
          },
          {
            load: loadOf([0, 5, 4].map((legitimate, i) => ({ site: "ABC"[i], legitimate, capacity: 3.5 }))),
            withdrawing: ["B", "C"],
          },
        ],
      }),
      { name, title: "A cascade", unit: "thousand queries a second" },
    ),
};
