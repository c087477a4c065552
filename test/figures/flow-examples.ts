// Examples of flows through a group that loses or gains a member, and of messages that do not follow their flows.
import { flowGridFigure } from "../../lib/kit/figures/chart/flow-grid.js";
import { tooBigGrid } from "../../lib/course/explorers/path-mtu/too-big-grid.js";
import type { Figure } from "../../lib/kit/figures/core/figure.js";
import { flowHashes } from "../../lib/kit/traffic/ecmp/disruption.js";
import { modulo } from "../../lib/kit/traffic/ecmp/modulo.js";
import { pathMtu } from "../../lib/course/stories/path-mtu.js";
import { rendezvous } from "../../lib/kit/traffic/ecmp/rendezvous.js";

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
  "too-big": (name) => {
    const { servers, each } = pathMtu({ cure: "none", servers: 8, clients: 32 });
    return tooBigGrid({ name, title: "The message goes where its own header hashes to", servers, downloads: each });
  },
};
