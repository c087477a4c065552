// A router of a plan while its cables are laid: its name, and the names of its sessions.
import type { Session, SteadyState } from "../routing/bgp/index.js";
import type { Channel } from "../routing/convergence/index.js";
import type { PlannedRouter, PlannedSession } from "./plan.js";

export type Draft = Omit<PlannedRouter, "sessions" | "singleId"> & {
  readonly sessions: PlannedSession[];
  interfaces: number;
};

/** The name of a session at its receiver; a session with a site belongs to one prefix. */
export function sessionKey({ local, remote, order, announcement, place }: Session, state: number): string {
  return announcement < 0 ? `as ${local} ${remote} ${order}` : `site ${state} ${announcement} ${local} ${place}`;
}
export const insideKey = (pop: number) => `inside ${pop}`;

export function nameOf({
  asn,
  city,
  problem,
  index,
}: {
  asn: number;
  city?: string;
  problem: SteadyState["problem"];
  index: number;
}): string {
  return problem.routers(index).length > 1 ? `AS${asn} ${city}` : `AS${asn}`;
}

/** The name of a session, its other end, and the relationship of that end. */
export function nameSession(router: Draft, other: Draft, heard: Channel | undefined, state: number) {
  const far = { remoteRouter: other.number, remoteAsn: other.asn };
  if (heard?.kind === "ibgp")
    return { ...far, protocol: unique(router, `ibgp_${other.city}`), key: insideKey(other.pop!) };
  const protocol = unique(
    router,
    other.announces ? `to_AS${other.asn}_site_${other.announces.announcement.site}` : `to_AS${other.asn}`,
  );
  if (!heard?.session) return { ...far, protocol, key: "" };
  return { ...far, protocol, key: sessionKey(heard.session, state), remoteIs: heard.session.remoteIs };
}

/** A valid name in BIRD, unique among the sessions of the router. */
function unique({ sessions }: Draft, wanted: string): string {
  const name = wanted.replace(/[^A-Za-z0-9]+/g, "_").slice(0, 50);
  const taken = (candidate: string) => sessions.some(({ protocol }) => protocol === candidate);
  if (!taken(name)) return name;
  let number = 2;
  while (taken(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}
