// The effect of adding or removing a site, in a few sentences: the mean, who gains and loses, and the decision with the largest effect.
import { indexOfAs, type CompiledAsGraph } from "anycast-kit/topology";
import type { AddASiteScenario, SiteChange } from "./data.js";
import { reason, type Draw } from "./why.js";
import { percent } from "../core/index.js";

export function addASiteSummary({ service, json }: AddASiteScenario, change: SiteChange): string {
  const { letter, isAdded, before, after, gain, lose, draws } = change;
  const { deployment } = service;
  const { city } = deployment.sites.find(({ name }) => name === letter)!;
  const [was, is] = [before.rttMs, after.rttMs];
  const rise = is.mean - was.mean;
  const what = `${isAdded ? "Adding" : "Removing"} ${letter} in ${city}`;
  const mean =
    Math.abs(rise) < 0.05
      ? `leaves the mean round trip at ${was.mean.toFixed(1)} ms`
      : `${rise > 0 ? "raises" : "lowers"} the mean round trip from ${was.mean.toFixed(1)} to ${is.mean.toFixed(1)} ms`;
  const side = (share: number, meanMs: number, verb: string) =>
    share > 0
      ? `${percent(share)} of the users ${verb}, ${Math.abs(meanMs).toFixed(0)} ms on average`
      : `nobody ${verb}s`;
  const who = `${side(gain.share, gain.meanMs, "gain")}; ${side(lose.share, lose.meanMs, "lose")}`;
  const decisive = draws.find(({ meanMs }) => meanMs > 0 === rise > 0);
  return (
    `${what} ${mean}, the 95th percentile from ${was.p95.toFixed(0)} to ${is.p95.toFixed(0)} ms: ${who}.` +
    (decisive ? ` ${why(decisive, rise > 0 ? lose : gain, deployment.topology, json.asn, isAdded)}` : "")
  );
}

/** "AS3 Tokyo Backbone 3 now sends ...: LOCAL_PREF ..." */
function why(
  { parting, share, meanMs, before, after }: Draw,
  side: SiteChange["gain"],
  topology: CompiledAsGraph,
  operator: number,
  isAdded: boolean,
): string {
  const { asn, from, to } = parting;
  const name = (other: number) => asName(topology, operator, other);
  const handover =
    from === to
      ? `now forwards them to ${name(to)} in another city`
      : `now forwards them to ${name(to)} instead of to ${name(from)}`;
  const [part, whole] = [share * meanMs, side.share * side.meanMs].map(Math.abs);
  const most =
    part > whole / 2
      ? "Most of it is one decision"
      : `The largest part, ${part.toFixed(1)} of ${whole.toFixed(1)} ms ${meanMs > 0 ? "lost" : "gained"} in the mean, is one decision`;
  return (
    `${most}: ${name(asn)}, on the path of ${percent(share)} of the users, ${handover}. ${reason(parting, isAdded)} ` +
    `A user in ${before.city ?? before.name} goes from ${ending(before)} to ${ending(after)}.`
  );
}

const ending = ({ site = "nobody", rttMs }: Draw["before"]) =>
  `${site} in ${rttMs < 1 ? "under 1" : rttMs.toFixed(0)} ms`;

/** "AS3 Tokyo Backbone"; the operator by that word. */
export function asName(topology: CompiledAsGraph, operator: number, asn: number): string {
  if (asn === operator) return "the operator";
  const name = topology.attributes?.names[indexOfAs(topology, asn)]?.replace(new RegExp(` ${asn}$`), "");
  return name ? `AS${asn} ${name}` : `AS${asn}`;
}
