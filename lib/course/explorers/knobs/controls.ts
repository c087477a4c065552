// The knobs of an operator, three for each site: how often it prepends, what it asks of its neighbours, and which of them it tells.
// A state of the controls makes a deployment; nothing else does.
import { withdraw, updateAnnouncement, type InternetDeployment } from "anycast-kit/anycast";
import type { Community } from "anycast-kit/routing";
import type { Control, State } from "../core/index.js";

/** Requests that a site may attach to its announcement (RFC 1997, and what transit providers offer). */
export const ANNOUNCED = [
  "to everybody",
  "with NO_EXPORT",
  "not to providers' peers",
  "not to providers' providers",
  "prepended 3 to providers' peers",
  "withdrawn",
] as const;
export type Announced = (typeof ANNOUNCED)[number];

/** All neighbours of a site. */
export const EVERYBODY = "all";

export const MOST_PREPENDS = 5;

/** A single neighbour that a site may announce to. */
export interface SiteNeighbour {
  readonly asn: number;
  readonly is: "provider" | "peer" | "customer";
  /** As labelled in the control: "AS12 Dallas Transit 12, provider". */
  readonly label: string;
}

type Neighbours = Readonly<Record<string, readonly SiteNeighbour[]>>;

/** Controls for each site, in a separate box. */
export function knobControls({ sites }: InternetDeployment, neighbours: Neighbours): Control[] {
  return sites.flatMap(({ name, city }): Control[] => {
    const group = { label: city, site: name };
    return [
      { kind: "range", name: `${name}-prepend`, label: "Prepends", min: 0, max: MOST_PREPENDS, step: 1, group },
      { kind: "select", name: `${name}-announced`, label: "Announced", options: ANNOUNCED, group },
      {
        kind: "select",
        name: `${name}-neighbours`,
        label: "Neighbours",
        options: [EVERYBODY, ...neighbours[name].map(({ label }) => label)],
        group,
      },
    ];
  });
}

/** The knobs of one site. */
export function knobsOf(state: State, site: string) {
  return {
    prepend: Number(state[`${site}-prepend`]),
    announced: state[`${site}-announced`] as Announced,
    neighbours: String(state[`${site}-neighbours`]),
  };
}

/** The deployment for a state of its knobs. */
export function turned(deployment: InternetDeployment, neighbours: Neighbours, state: State): InternetDeployment {
  return deployment.sites.reduce((now, { name }) => {
    const { prepend, announced, neighbours: chosen } = knobsOf(state, name);
    if (announced === "withdrawn") return withdraw(now, name);
    const told = neighbours[name].filter(({ label }) => chosen === EVERYBODY || label === chosen);
    const communities = told.flatMap(({ asn }) => asked(announced, asn));
    return updateAnnouncement(now, name, { prepend, communities, neighbours: told.map(({ asn }) => asn) });
  }, deployment);
}

/** The communities that request it of a neighbour. */
function asked(announced: Announced, at: number): readonly Community[] {
  switch (announced) {
    case "with NO_EXPORT":
      return [{ kind: "no-export" }];
    case "not to providers' peers":
      return [{ kind: "no-announce-to", at, to: "peers" }];
    case "not to providers' providers":
      return [{ kind: "no-announce-to", at, to: "providers" }];
    case "prepended 3 to providers' peers":
      return [{ kind: "prepend-to", at, to: "peers", times: 3 }];
    default:
      return [];
  }
}
