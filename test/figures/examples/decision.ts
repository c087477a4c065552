// Examples of decision tables: on real steady states, with the rules in force and with one switched off.
import { decisionTable } from "../../../lib/kit/figures/table/decision-table.js";
import type { Figure } from "../../../lib/kit/figures/core/figure.js";
import { steadyState } from "../../../lib/kit/routing/bgp/steady-state.js";
import type { BgpAnnouncement } from "../../../lib/kit/routing/bgp/announcement.js";
import type { RuleName, TieBreak } from "../../../lib/kit/routing/bgp/rules/index.js";
import { world } from "../../routing/bgp/world.js";

const topology = world(
  "6461@Seattle,New_York,Delhi,London 9498@Delhi,London 174@Seattle 5071@Seattle 6461>9498 6461-174 6461>5071 174>20473 9498>20473 20473@Seattle,Delhi",
);
const announcements: BgpAnnouncement[] = [
  { site: "A", origin: 20473, city: "Seattle", neighbours: [174] },
  { site: "B", origin: 20473, city: "Delhi", neighbours: [9498] },
];
const state = (tieBreak: TieBreak, without: readonly RuleName[] = []) =>
  steadyState({ topology, announcements, tieBreak, without });

const two = world("1@London,New_York 8@London 9@New_York 1>8 1>9 1>2 2@London,New_York");

export const decisionExamples: Readonly<Record<string, (name: string) => Figure>> = {
  "decision-delhi": (name) =>
    decisionTable(
      state("router"),
      { asn: 6461, city: "Seattle" },
      { name, title: "Why AS6461 sends Seattle to Delhi" },
    ),

  "decision-rule-off": (name) =>
    decisionTable(state("lowest-asn", ["local-pref"]), 6461, {
      name,
      title: "The same without LOCAL_PREF",
    }),

  "decision-hot-potato": (name) =>
    decisionTable(
      steadyState({
        topology: two,
        tieBreak: "router",
        announcements: [
          { site: "A", origin: 8, city: "London" },
          { site: "B", origin: 9, city: "New York" },
        ],
      }),
      { asn: 1, city: "New York" },
      { name, title: "AS1's router in New York", columns: "all" },
    ),
};
