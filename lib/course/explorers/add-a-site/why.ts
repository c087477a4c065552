// Why users move when a site is added or removed: the AS where the old and the new path diverge, and its preference. One entry
// for each such AS, because the decision of one AS affects thousands of users.
import type { InternetOutcome } from "anycast-kit/anycast";
import { indexOfAs, relationshipTo, type CompiledAsGraph, type Relationship } from "anycast-kit/topology";

export interface Parting {
  /** The AS that now decides differently. */
  readonly asn: number;
  /** Its next AS before and now; equal if only the city of the handover changed. */
  readonly from: number;
  readonly to: number;
  /** Their relationships to it. */
  readonly fromIs: Relationship;
  readonly toIs: Relationship;
  /** ASes from here to the operator, not counting itself: the AS path of its routes. */
  readonly fromHops: number;
  readonly toHops: number;
}

/** Where the path of a user diverges from the old one. */
export function partingOf(topology: CompiledAsGraph, before: readonly number[], after: readonly number[]): Parting {
  let at = 0;
  while (at + 1 < Math.min(before.length, after.length) && before[at + 1] === after[at + 1]) at++;
  // The AS path is unchanged: the last AS uses an exit in another city.
  if (at + 1 >= Math.min(before.length, after.length)) at = Math.min(before.length, after.length) - 2;
  const [asn, from, to] = [after[at], before[at + 1], after[at + 1]];
  const is = (other: number) => relationshipTo(topology, indexOfAs(topology, asn), indexOfAs(topology, other))!;
  return {
    asn,
    from,
    to,
    fromIs: is(from),
    toIs: is(to),
    fromHops: before.length - 1 - at,
    toHops: after.length - 1 - at,
  };
}

const preference: Readonly<Record<Relationship, number>> = { customer: 2, peer: 1, provider: 0 };

/** The reason in terms of the decision process. */
export function reason({ from, to, fromIs, toIs, fromHops, toHops }: Parting, isAdded: boolean): string {
  if (from === to && fromHops === toHops)
    return "Hot potato: the AS path is the same, and packets leave it at the exit nearest to the operator.";
  if (preference[toIs] > preference[fromIs])
    return `LOCAL_PREF: a ${toIs} route beats a ${fromIs} route, however far it leads.`;
  if (preference[toIs] < preference[fromIs])
    return `Its ${fromIs} route is gone; a ${toIs} route is the best that is left.`;
  if (toHops < fromHops) return `AS path: ${toHops} ${toHops === 1 ? "AS" : "ASes"} instead of ${fromHops}.`;
  if (toHops > fromHops) return "Its shorter route is gone.";
  return isAdded
    ? "A tie: the new route is as good as the old one, and no rule considers distance beyond the next exit."
    : "A tie: another remaining route is as good.";
}

/** All users whose path changes at one AS in the same way. */
export interface Draw {
  readonly parting: Parting;
  /** Share of all users, 0..1, and their mean change, ms. */
  readonly share: number;
  readonly meanMs: number;
  /** The user among them with the largest weighted change. */
  readonly before: InternetOutcome;
  readonly after: InternetOutcome;
}

/**
 * Groups in descending order of users times milliseconds, first those in the direction of the overall change; only users whose
 * round trip changes by `felt` ms or more.
 */
export function drawsOf(
  topology: CompiledAsGraph,
  before: readonly InternetOutcome[],
  after: readonly InternetOutcome[],
  felt: number,
): readonly Draw[] {
  const found = new Map<string, { draw: Draw; weight: number; sum: number; most: number }>();
  const total = before.reduce((sum, { weight }) => sum + weight, 0);
  before.forEach((was, i) => {
    const is = after[i];
    const change = is.rttMs - was.rttMs;
    if (!(Math.abs(change) >= felt) || was.asPath.length < 2 || is.asPath.length < 2) return;
    const parting = partingOf(topology, was.asPath, is.asPath);
    const key = `${parting.asn} ${parting.from} ${parting.to} ${parting.toHops - parting.fromHops} ${is.site} ${change > 0}`;
    const known = found.get(key) ?? {
      draw: { parting, share: 0, meanMs: 0, before: was, after: is },
      weight: 0,
      sum: 0,
      most: 0,
    };
    const cost = Math.abs(was.weight * change);
    known.weight += was.weight;
    known.sum += was.weight * change;
    if (cost > known.most) {
      known.most = cost;
      known.draw = { ...known.draw, before: was, after: is };
    }
    found.set(key, known);
  });
  return [...found.values()]
    .sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum))
    .map(({ draw, weight, sum }) => ({ ...draw, share: weight / total, meanMs: sum / weight }));
}
