// The LinkedIn table, ours beside the published one: by region the part of users on their best site under each design, and the
// largest group that global anycast sends elsewhere, with its AS path.
import { explain, longestMatchState } from "anycast-kit/routing";
import { indexOfAs } from "anycast-kit/topology";
import { detours, partOnDetour, type Detour, compareDesigns, type Evaluation, unicastRtts } from "anycast-kit/anycast";
import { linkedIn, linkedInNetwork, type LinkedInCase } from "./linkedin.js";
import { linkedInPublished, type LinkedInRegion } from "./linkedin-published.js";

export interface LinkedInRow {
  readonly region: string;
  /** Part of the region's users on their best site, 0..1. */
  readonly dns: number;
  readonly global: number;
  readonly regional: number;
  readonly published: LinkedInRegion;
  /** Most of those whom global anycast takes away from their best site. */
  readonly worst: Detour;
  /** Why they go there: their AS path, and the decision at the AS that turns away, in sentences. */
  readonly why: string;
}

/** The results of the three designs. */
export function linkedInEvaluations(
  the: LinkedInCase = linkedIn(),
): Readonly<Record<keyof LinkedInCase["designs"], Evaluation>> {
  const { deployment, clients, designs, dns } = the;
  return compareDesigns({ deployment, clients, designs, dns });
}

/** One row for each region of the published table, in its order. */
export function linkedInTable(the: LinkedInCase = linkedIn()): readonly LinkedInRow[] {
  const { deployment, clients } = the;
  const unicast = unicastRtts(deployment, { clients });
  const found = linkedInEvaluations(the);
  const away = (design: keyof typeof found) => detours(found[design], { deployment, unicast });
  const all = { dns: away("dns"), global: away("global"), regional: away("regional") };
  return linkedInPublished.regions.map((published): LinkedInRow => {
    const { region } = published;
    const users = clients.filter((client) => client.region === region);
    const worst = all.global.find(({ name }) => users.some((client) => client.name === name))!;
    return {
      region,
      dns: 1 - partOnDetour(all.dns, users),
      global: 1 - partOnDetour(all.global, users),
      regional: 1 - partOnDetour(all.regional, users),
      published,
      worst,
      why: whyAway(found.global, worst),
    };
  });
}

/** The AS path by name, and the reasons of the first AS on it that rejected other routes by a rule. */
function whyAway(
  { catchments: [{ states, deployment }] }: Evaluation,
  { name, asPath, site, best, aboveBestMs }: Detour,
): string {
  const path = asPath.map((asn) => `${linkedInNetwork(asn)} (AS${asn})`).join(", ");
  const ms = Math.round(aboveBestMs);
  const told = `${name} takes the path ${path} to site ${site}, ${ms} ms slower than site ${best}.`;
  for (const asn of asPath.slice(0, -1)) {
    const state = longestMatchState(states, indexOfAs(deployment.topology, asn), deployment.address)!;
    const { sentence, candidates } = explain(state, asn);
    if (candidates.some(({ rule }) => rule === "local-pref" || rule === "as-path-length")) return `${told} ${sentence}`;
  }
  return told;
}
