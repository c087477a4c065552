// Examples of charts over time, users and rounds.
import { lanesByClient, lostQueriesFigure, type Figure } from "../../lib/figures/index.js";
import { clique, converge, DETECTION, queryStream, type Detection } from "../../lib/routing/convergence/index.js";
import { world } from "../routing/bgp/world.js";

const topology = world("1>10 2>20 2>1");
const lost = (detection: Detection) =>
  queryStream({
    history: converge({
      topology,
      announcements: [
        { site: "A", origin: 10 },
        { site: "B", origin: 20 },
      ],
      start: "settled",
      events: [{ kind: "site-down", at: 10_000, site: "A", detection }],
    }),
    clients: [{ asn: 1 }],
    perSecond: 1000,
    fromMs: 0,
    toMs: 300_000,
  });

const hunted = converge({ ...clique(5), timing: { mrai: { jitter: [1, 1] } } });

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
        subtitle: "One client, 1,000 queries a second; site A goes dark",
        events: [{ atMs: 10_000, label: "site A goes dark" }],
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
};
