// Why users move when a site comes or goes: the AS where the old way and the new one part, and what it prefers there. One entry for
// each such AS, for thousands of users hang on the decision of one.
import type { InternetOutcome } from "anycast-kit/anycast";
import { indexOfAs, relationshipTo, type CompiledAsGraph, type Relationship } from "anycast-kit/topology";

export interface Parting {
  /** The AS that decides otherwise than before. */
  readonly asn: number;
  /** To whom it handed packets before, and does now; the same where only the city of the handover is another. */
  readonly from: number;
  readonly to: number;
  /** What these are to it. */
  readonly fromIs: Relationship;
  readonly toIs: Relationship;
  /** ASes from here to the operator, itself not counted: the AS path of its routes. */
  readonly fromHops: number;
  readonly toHops: number;
}

/** Where the way of a user parts from what it was. */
export function partingOf(topology: CompiledAsGraph, before: readonly number[], after: readonly number[]): Parting {
  let at = 0;
  while (at + 1 < Math.min(before.length, after.length) && before[at + 1] === after[at + 1]) at++;
  // The same ASes all the way: the last of them hands over in another city.
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

/** Why it decides so, as the decision process would say it. */
export function reason({ from, to, fromIs, toIs, fromHops, toHops }: Parting, isAdded: boolean): string {
  if (from === to && fromHops === toHops)
    return "Hot potato: the AS path is the same, and it hands packets over where they are nearest to the operator.";
  if (preference[toIs] > preference[fromIs])
    return `LOCAL_PREF: a ${toIs} route beats a ${fromIs} route, however far it leads.`;
  if (preference[toIs] < preference[fromIs])
    return `Its ${fromIs} route is gone; a ${toIs} route is the best that is left.`;
  if (toHops < fromHops) return `AS path: ${toHops} ${toHops === 1 ? "AS" : "ASes"} instead of ${fromHops}.`;
  if (toHops > fromHops) return "Its shorter route is gone.";
  return isAdded
    ? "A tie: the new route is as good as the old one, and nothing that decides knows of distance beyond the next exit."
    : "A tie: of the routes that are left another is as good.";
}

/** All users who part from their way at one AS in one way. */
export interface Draw {
  readonly parting: Parting;
  /** Part of all users, 0..1, and the mean change of theirs, ms. */
  readonly share: number;
  readonly meanMs: number;
  /** The user among them whose change weighs most. */
  readonly before: InternetOutcome;
  readonly after: InternetOutcome;
}

/** Those whose users times milliseconds are most, first those in the sense of the whole; only users whose round trip changes by `felt` ms or more. */
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
