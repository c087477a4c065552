// Control under each design, in words: who chooses the site, what an operator can change, and how long a change takes.
import { withRecoveryDefaults, type Design, type Recovery } from "../../anycast/designs/index.js";
import { tableFigure } from "../../figures/table/index.js";
import type { Figure } from "../../figures/core/index.js";
import type { ComparisonReport } from "./report.js";

export function controlTable({ designs, inputs }: ComparisonReport): Figure {
  return tableFigure({
    name: "control",
    title: "Who decides, and what the operator can change",
    description:
      "Who chooses the site of a user under each design, what the operator can change to move users, and when such a change has reached all users. " +
      "BGP converges within the time given in the comparison (default 90 s); a DNS answer is cached for its time to live, by some resolvers for longer.",
    columns: ["design", "who chooses the site", "what the operator can change", "until all have moved"].map((name) => ({ name, kind: "text" as const })), // prettier-ignore
    rows: designs.map(({ name, input, design }) => {
      const { comparison } = inputs[input];
      return [name, ...control(comparison.designs[design], Object.keys(comparison.sites).length, comparison)];
    }),
  });
}

const WORDS = { bgp: "announcements: prepend, communities, withdraw", dns: "DNS answers" };

function control(design: Design, sites: number, recovery: Recovery): string[] {
  const { bgpSeconds, keptSeconds } = withRecoveryDefaults(recovery);
  const [bgp, dns] = [`${bgpSeconds} s`, `${keptSeconds} s`];
  switch (design.kind) {
    case "global": {
      const { local = [] } = design;
      const only = local.length > 0 ? `; ${local.join(", ")} for their neighbours only` : "";
      return [`BGP, among ${sites} sites${only}`, WORDS.bgp, bgp];
    }
    case "hybrid":
      return [`BGP, among ${sites} sites; content from ${design.origin}`, WORDS.bgp, bgp];
    case "accelerator":
      return [`BGP, among ${sites} edges; the provider, among ${design.endpoints.length} endpoints`, "weights of the endpoints", bgp]; // prettier-ignore
    case "unicast":
      return ["nobody: there is one site", "nothing", "never"];
    case "geodns":
      return [`DNS, among ${sites} addresses`, WORDS.dns, dns];
    case "regional": {
      const regions = Object.keys(design.regions).length;
      const who = `DNS, among ${regions} regions; in a region BGP`;
      return [who, `${WORDS.dns}; in a region announcements`, `${dns}; in a region ${bgp}`];
    }
  }
}
