// Predicted catchments: the model's forwarding, router by router over the plan, and the addresses that clients query.
import { discards, type SteadyState } from "../../routing/bgp/index.js";
import { addressFromBits } from "../../routing/index.js";
import { contains } from "../../routing/index.js";
import { expected } from "../agreement.js";
import type { PlannedRouter, RoutersPlan } from "../plan.js";
import { RoutersError } from "../routers-error.js";

/** The 53rd address of a prefix, as of a name server; another if a longer prefix of the plan contains it. */
export function serviceAddresses({ states }: RoutersPlan): readonly string[] {
  return states.map(({ problem: { prefix } }) => {
    const size = 1n << BigInt((prefix.family === 4 ? 32 : 128) - prefix.length);
    const offsets = [53n, size - 54n, size / 2n + 53n, size / 4n + 53n, 0n].filter((each) => each >= 0n && each < size);
    const longer = states.map(({ problem }) => problem.prefix).filter(({ length }) => length > prefix.length);
    const address = offsets
      .map((offset) => addressFromBits(prefix.family, prefix.bits + offset))
      .find((each) => !longer.some((other) => contains(other, each)));
    if (!address) throw new RoutersError(`Longer prefixes cover all addresses of ${prefix.text}. Remove one.`);
    return address.text;
  });
}

/**
 * The site that a packet from a router to a prefix's service address reaches, by the model's best routes; undefined if there is
 * no route or a loop.
 * @param state number of the prefix
 */
export function predictedSite(plan: RoutersPlan, router: PlannedRouter, state: number): string | undefined {
  const passed = new Set<number>();
  for (let at = router; !passed.has(at.number);) {
    if (at.announces) return at.announces.announcement.site;
    passed.add(at.number);
    const hop = nextHop(plan, at, state);
    if (!hop) return undefined;
    at = plan.routers[hop.router];
  }
  return undefined;
}

interface NextHop {
  readonly router: number;
  /** Its own interface. */
  readonly interface: string;
}

/**
 * Where a router sends packets to a state's prefix: by its route to the longest prefix that covers it. A prefix that its AS announces
 * leads to the AS's nearest site. Undefined without a route, and where the router discards the packets (RFC 7999).
 */
export function nextHop(plan: RoutersPlan, router: PlannedRouter, state: number): NextHop | undefined {
  const { prefix } = plan.states[state].problem;
  for (const [number, { problem }] of plan.states.entries()) {
    if (!contains(problem.prefix, prefix)) continue;
    const isOwn = problem.origins.has(router.index);
    if (!isOwn && isDiscarded(plan.states[number], router)) return undefined;
    const hop = isOwn ? hopToSite(plan, router, problem.prefix.text) : hopByRoute(plan, router, number);
    if (hop) return hop;
  }
  return undefined;
}

function isDiscarded({ problem, solution }: SteadyState, { index, pop }: PlannedRouter): boolean {
  const best = solution.bestOf(index, pop!);
  return best !== undefined && discards(problem, index, best.announcement);
}

function hopToSite({ links }: RoutersPlan, { number }: PlannedRouter, prefix: string): NextHop | undefined {
  const cables = links.filter(({ ends: [own] }) => own.router === number && own.ownRoute?.prefix === prefix);
  const nearest = cables.find(({ ends: [own] }) => own.ownRoute?.metric === 1);
  return nearest && { router: nearest.ends[1].router, interface: nearest.ends[0].interface };
}

/** By its best route for one state's prefix. A route that a reflector passed on leads over the IGP to the router that learned it outside. */
function hopByRoute(
  { routers, links, states }: RoutersPlan,
  router: PlannedRouter,
  state: number,
): NextHop | undefined {
  const { problem, solution } = states[state];
  const used = expected(states[state], state, router);
  const session = router.sessions.find(
    ({ protocol, family }) => protocol === used?.session && family === problem.prefix.family,
  );
  if (!session) return undefined;
  const exit =
    session.igpCost === undefined ? undefined : solution.bestOf(router.index, router.pop!)!.session!.localPop;
  const direct = { router: session.remoteRouter, interface: session.interface };
  if (exit === undefined || routers[session.remoteRouter].pop === exit) return direct;
  const far = routers.find(({ index, pop, announces }) => !announces && index === router.index && pop === exit)!;
  const link = links.find(
    ({ ends: [a, b] }) =>
      (a.router === router.number && b.router === far.number) ||
      (a.router === far.number && b.router === router.number),
  );
  const own = link?.ends.find((end) => end.router === router.number);
  return own && { router: far.number, interface: own.interface };
}
