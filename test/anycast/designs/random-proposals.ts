// Random proposals for the capstone: designs made without thinking. The same seed gives the same proposals.
import { city, worldRegion, type WorldRegion } from "../../../lib/kit/geo/index.js";
import { deployProposal, detectionSeconds, type CapstoneBrief, type Proposal, type SessionDetection } from "../../../lib/kit/anycast/designs/capstone/capstone.js"; // prettier-ignore
import { randomFrom } from "../../../lib/kit/topology/generator/random.js";
import type { Design } from "../../../lib/kit/anycast/designs/design.js";

const CITIES = ["Sao Paulo", "Buenos Aires", "Santiago", "Bogota", "New York", "San Jose", "Miami", "Chicago", "Seattle", "London", "Frankfurt", "Madrid", "Stockholm", "Lagos", "Johannesburg", "Nairobi", "Cairo", "Dubai", "Mumbai", "Delhi", "Singapore", "Hong Kong", "Tokyo", "Sydney", "Jakarta"]; // prettier-ignore
const PARTS: Readonly<Record<string, readonly WorldRegion[]>> = {
  Americas: ["north-america", "south-america"],
  "Europe and Africa": ["europe", "africa-middle-east"],
  Asia: ["asia", "oceania"],
};

/** Proposals that can be built, in the order drawn. */
export function randomProposals(brief: CapstoneBrief, count: number, seed: number): Proposal[] {
  const random = randomFrom(seed);
  const integer = (least: number, most: number) => least + random.below(most - least + 1);
  const pick = <T>(list: readonly T[]): T => list[integer(0, list.length - 1)];
  const found: Proposal[] = [];
  while (found.length < count) {
    const left = [...CITIES];
    const cities = Array.from({ length: integer(1, 9) }, () => left.splice(integer(0, left.length - 1), 1)[0]);
    const [providers, capacity] = [integer(1, 3), pick([15, 25, 40, 60])];
    const proposal: Proposal = {
      sites: Object.fromEntries(cities.map((name, i) => ["ABCDEFGHI"[i], { city: name, capacity, providers }])),
      transit: pick(["same", "largest", "local"]),
      design: designOf(pick(["global", "geodns", "regional", "covered"]), cities),
      detection: pick(Object.keys(detectionSeconds) as SessionDetection[]),
      ttlSeconds: pick([30, 60, 300, 3600]),
      dnsChooses: pick(["distance", "latency"]),
    };
    if (canBeBuilt(proposal, brief)) found.push(proposal);
  }
  return found;
}

function designOf(kind: "global" | "geodns" | "regional" | "covered", cities: readonly string[]): Design {
  if (kind === "global" || kind === "geodns") return { kind };
  const regions = Object.entries(PARTS).map(([name, serves]) => {
    const sites = cities.flatMap((each, i) => (serves.includes(worldRegion(city(each))) ? ["ABCDEFGHI"[i]] : []));
    return [name, { sites }] as const;
  });
  return {
    kind: "regional",
    regions: Object.fromEntries(regions.filter(([, { sites }]) => sites.length > 0)),
    covering: kind === "covered",
  };
}

/** A city without enough sellers of transit is the commonest reason why not. */
function canBeBuilt(proposal: Proposal, brief: CapstoneBrief): boolean {
  try {
    deployProposal(proposal, brief);
    return true;
  } catch {
    return false;
  }
}
