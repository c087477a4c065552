// Predicted catchments: the model's forwarding, router by router over the plan, and the addresses that clients query.
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
  const { prefix } = plan.states[state].problem;
  const covering = plan.states
    .map(({ problem }, number) => ({ number, own: problem.prefix }))
    .filter(({ own }) => own.family === prefix.family && own.length <= prefix.length && contains(own, prefix));
  const passed = new Set<number>();
  for (let at = router; !passed.has(at.number);) {
    if (at.announces) return at.announces.announcement.site;
    passed.add(at.number);
    const here = at;
    const using = covering
      .filter(({ number }) => !plan.states[number].problem.origins.has(here.index))
      .find(({ number }) => expected(plan.states[number], number, here) !== undefined);
    const hop = using && nextHop(plan, here, using.number);
    if (!hop) return undefined;
    at = plan.routers[hop.router];
  }
  return undefined;
}

/**
 * Where a router sends packets by its best route for a state's prefix: the other router, and its own interface. A route that a
 * reflector passed on leads to the router that learned it outside, over the path of the IGP. Undefined without a route.
 */
export function nextHop(
  { routers, links, states }: RoutersPlan,
  router: PlannedRouter,
  state: number,
): { readonly router: number; readonly interface: string } | undefined {
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
