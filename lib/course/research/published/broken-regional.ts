// An exercise: the regional design of the LinkedIn case with one fault, so that it loses Brazil. The learner finds it with a
// table by region, detours(), explain() and the AS path. Also checks the learner's repair.
import {
  site,
  DeploymentError,
  detours,
  partOnDetour,
  type Design,
  evaluate,
  type DnsSteering,
  updateAnnouncement,
  prepend,
  type InternetDeployment,
  unicastRtts,
} from "anycast-kit/anycast";
import { linkedIn, type RegionalClient } from "./linkedin.js";

/** Where the fault is: in a community, in an AS path, or in the answers of DNS. */
export type RegionalFault = "no-export" | "prepended" | "wrong region";

export interface RegionalCase {
  readonly deployment: InternetDeployment;
  readonly design: Design;
  readonly clients: readonly RegionalClient[];
  readonly dns: DnsSteering;
}

/** The case with one fault. @throws DeploymentError for an unknown fault */
export function brokenRegional({ fault = "no-export" }: { readonly fault?: RegionalFault } = {}): RegionalCase {
  const { deployment, designs, clients, dns } = linkedIn();
  const sound = { deployment, design: designs.regional, clients, dns };
  switch (fault) {
    case "no-export":
      return { ...sound, deployment: updateAnnouncement(deployment, "F", { communities: [{ kind: "no-export" }] }) };
    case "prepended":
      return { ...sound, deployment: prepend(deployment, "F", 3) };
    case "wrong region":
      return { ...sound, design: brazilToEurope(designs.regional) };
    default:
      throw new DeploymentError(
        `Unknown fault "${fault as string}"; faults are "no-export", "prepended" and "wrong region".`,
      );
  }
}

function brazilToEurope(design: Design): Design {
  if (design.kind !== "regional") return design;
  const { Americas, ["Europe and Africa"]: europe, ...rest } = design.regions;
  return {
    ...design,
    regions: {
      Americas: { ...Americas, serves: ["north-america"] },
      "Europe and Africa": { ...europe, serves: ["europe", "africa-middle-east", "south-america"] },
      ...rest,
    },
  };
}

export interface RegionCheck {
  readonly region: string;
  /** Shares of the region's users, 0..1. */
  readonly answered: number;
  readonly atBestSite: number;
  /** The same in the design without a fault. */
  readonly soundAtBestSite: number;
  readonly ok: boolean;
  readonly feedback: string;
}

export interface RegionalCheck {
  readonly mended: boolean;
  readonly regions: readonly RegionCheck[];
}

/**
 * Compares a deployment and design with the sound regional design, region by region: no user may be lost, or farther from the
 * best site than there. It reports symptoms, not the fault.
 * @throws DeploymentError if a site of the case is missing
 */
export function checkRegional({ deployment, design }: Pick<RegionalCase, "deployment" | "design">): RegionalCheck {
  const { clients, dns, designs, deployment: sound } = linkedIn();
  for (const { name } of sound.sites) site(deployment, name);
  const unicast = unicastRtts(sound, { clients });
  const away = (which: Pick<RegionalCase, "deployment" | "design">) =>
    detours(evaluate({ ...which, clients, dns, unicast }), { deployment: sound, unicast });
  const now = away({ deployment, design });
  const lost = now.filter(({ aboveBestMs }) => aboveBestMs === Infinity);
  const before = away({ deployment: sound, design: designs.regional });
  const regions = [...new Set(clients.map(({ region }) => region))].map((region): RegionCheck => {
    const users = clients.filter((each) => each.region === region);
    const answered = 1 - partOnDetour(lost, users);
    const atBestSite = 1 - partOnDetour(now, users);
    const soundAtBestSite = 1 - partOnDetour(before, users);
    const isFull = answered > 1 - 1e-9;
    const ok = isFull && atBestSite >= soundAtBestSite - 1e-9;
    const percent = (part: number) => `${Math.round(100 * part)} %`;
    const feedback = ok
      ? `${region} is fine: all are answered, ${percent(atBestSite)} at their best site.`
      : `${region}: ${isFull ? "all are answered" : `${percent(1 - answered)} get no answer`}, ` +
        `${percent(atBestSite)} are at their best site; ${percent(soundAtBestSite)} could be.`;
    return { region, answered, atBestSite, soundAtBestSite, ok, feedback };
  });
  return { mended: regions.every(({ ok }) => ok), regions };
}
