// Examples of flows through a group that loses or gains a member, and of messages that do not follow their flows.
import { maglevFigure } from "../../../lib/kit/figures/building/maglev.js";
import { ringFigure } from "../../../lib/kit/figures/building/ring.js";
import { tiersFigure } from "../../../lib/kit/figures/building/tiers.js";
import { barsFigure } from "../../../lib/kit/figures/chart/bars.js";
import { flowGridFigure } from "../../../lib/kit/figures/chart/flow-grid.js";
import { tooBigGrid } from "../../../lib/course/explorers/path-mtu/too-big-grid.js";
import type { Figure } from "../../../lib/kit/figures/core/figure.js";
import { flowHashes } from "../../../lib/kit/traffic/ecmp/disruption.js";
import { modulo } from "../../../lib/kit/traffic/ecmp/modulo.js";
import { pathMtu } from "../../../lib/course/stories/path-mtu.js";
import { rendezvous } from "../../../lib/kit/traffic/ecmp/rendezvous.js";

const hashes = flowHashes(96);

export const flowExamples: Readonly<Record<string, (name: string) => Figure>> = {
  "flows-modulo": (name) =>
    flowGridFigure({
      ...{ name, title: "Modulo: server 3 of 5 fails", hashes },
      before: modulo(["s1", "s2", "s3", "s4", "s5"]),
      after: modulo(["s1", "s2", "s4", "s5"]),
    }),
  "flows-rendezvous": (name) =>
    flowGridFigure({
      ...{ name, title: "Rendezvous: site C goes, D comes", hashes },
      before: rendezvous(["A", "B", "C"]),
      after: rendezvous(["A", "B", "D"]),
    }),
  "bars-schemes": (name) =>
    barsFigure({
      ...{ name, title: "One of eight servers fails", x: { label: "flows", unit: "%", to: 100 } },
      parts: [
        { name: "their server failed", look: "lost" },
        { name: "broken for nothing", look: "alarm" },
      ],
      bars: [
        { name: "modulo", values: [12.5, 75] },
        { name: "rendezvous", values: [12.5, 0] },
      ],
    }),
  "bars-never": (name) =>
    barsFigure({
      ...{ name, title: "When does the client find out?" },
      x: { label: "time", unit: "s", log: true, from: 0.01, to: 10_000 },
      bars: [
        { name: "B sends RST", values: [0.15] },
        { name: "silence; the client only receives", values: [Infinity] },
      ],
    }),
  "second-chance": (name) =>
    tiersFigure({
      ...{ name, title: "G forwards to C what it does not know" },
      tiers: [
        { label: "balancers", nodes: [{ name: "LB1", isGone: true }, { name: "LB2" }] },
        {
          label: "servers",
          nodes: [
            { name: "C", note: "4" },
            { name: "G", note: "2\n1 breaks", isAlarm: true },
          ],
        },
      ],
      links: [["LB1", "C"], ["LB1", "G"], ["LB2", "C"], ["LB2", "G"]], // prettier-ignore
      paths: [
        { nodes: ["LB2", "G", "C"], site: "C" },
        { nodes: ["LB2", "G"], isAstray: true },
      ],
    }),
  "ring-of-four": (name) =>
    ringFigure({ name, title: "A fails", before: ["A", "B", "C", "D"], after: ["B", "C", "D"] }),
  "maglev-table": (name) =>
    maglevFigure({ name, title: "A fails", before: ["A", "B", "C", "D"], after: ["B", "C", "D"], rows: 13 }),
  "too-big": (name) => {
    const { servers, each } = pathMtu({ cure: "none", servers: 8, clients: 32 });
    return tooBigGrid({ name, title: "The message goes where its own header hashes to", servers, downloads: each });
  },
};
