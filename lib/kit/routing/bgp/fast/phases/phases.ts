// The steady state in three phases (after Gao & Rexford 2001): up from customer to provider, once across to peers, and down
// from provider to customer. Up and across, ASes export their routes, shorter paths first; down, each AS looks at its providers.
import type { ResolvedProblem } from "../../problem.js";
import { goAcross } from "./across.js";
import { climb } from "./ascent.js";
import { descentOf } from "./descent.js";
import { comeDown, fits } from "./down.js";
import { settleDrained } from "./drained.js";
import { CUSTOMER_HOP, lengthOf, OWN, PEER_HOP, PROVIDER_HOP, UNREACHED, withinClass } from "./key.js";
import { columnsFor, resultOf, workspaceOf, type PhaseResult } from "./phase-result.js";

/** @param ranks the smaller rank wins among equally good neighbours */
export function threePhases(problem: ResolvedProblem, ranks: Int32Array): PhaseResult {
  const { topology } = problem;
  const { sells, nobody, settled, byLength } = workspaceOf(topology);
  const ascent = climb(problem, ranks, columnsFor(topology.asns.length));
  const { special, seeds, silent, key, via, bits, climbers, sow, tell, advance } = ascent;

  // Across: an AS with a customer route exports it to its peers, and they export it to no other peer.
  sow(1, sells);
  const descent = descentOf(topology, ranks);
  const isException = special.any ? special.exceptions() : nobody;
  if (descent && isException && fits(descent, ascent.longest)) {
    goAcross(ascent, descent);
    sow(2, sells);
    comeDown(descent, { key, via, bits }, silent, { isOne: isException, settle: takeBestOfProviders });
  } else comeDownByLength();
  settleDrained(problem, { key, via, bits }, seeds, special, ranks);
  return resultOf(key, via, bits);

  /** For an AS that drops a route, or whose provider prepends to it or suppresses a route. */
  function takeBestOfProviders(v: number): void {
    const { offsets, targets } = topology.providers;
    for (let at = offsets[v]; at < offsets[v + 1]; at++) {
      const teller = targets[at];
      const number = via[teller] >> bits;
      if (key[teller] === UNREACHED || key[teller] === OWN || silent[number] === 1) continue;
      if (special.blocks(number, v, teller)) continue;
      const extra = special.acts(teller, number) ? special.extra(number, teller, v) : 0;
      const offered = withinClass(key[teller]) + PROVIDER_HOP + extra * CUSTOMER_HOP;
      if (extra < 0 || !ascent.wins(v, offered, teller)) continue;
      key[v] = offered;
      via[v] = (number << bits) | teller;
    }
  }
  /** Where ASes are each other's providers, or many may drop an announcement: every AS exports to its customers, shortest paths first. An AS without customers is not visited again. */
  function comeDownByLength(): void {
    for (let i = 0; i < climbers.length; i++) tell(topology.peers, climbers[i], key[climbers[i]] + PEER_HOP, sells);
    // Peers were reached by ascending length, so none is on the frontier twice; some that skipped lengths have a shorter path now.
    let count = climbers.length;
    for (const peer of ascent.takeAll(1)) settled[count++] = peer;
    const starts = sortByLength(settled.subarray(0, count), key, byLength);
    const onward = (v: number) => tell(topology.customers, v, withinClass(key[v]) + PROVIDER_HOP, sells);
    sow(2, sells);
    const lengths = starts.length - 1;
    for (let length = 1; length < lengths || ascent.goesOn(); length++) {
      const size = advance(length, 2);
      if (length < lengths) for (let i = starts[length]; i < starts[length + 1]; i++) onward(byLength[i]);
      for (let i = 0; i < size; i++) onward(ascent.at(i));
    }
  }
}

/** Counting sort by path length, into `sorted`: those of length l are at starts[l] .. starts[l + 1] - 1. */
function sortByLength(ases: Int32Array, key: Int32Array, sorted: Int32Array): Int32Array {
  let longest = 0;
  for (let i = 0; i < ases.length; i++) longest = Math.max(longest, lengthOf(key[ases[i]]));
  const starts = new Int32Array(longest + 2);
  for (let i = 0; i < ases.length; i++) starts[lengthOf(key[ases[i]]) + 1]++;
  for (let l = 0; l <= longest; l++) starts[l + 1] += starts[l];
  const free = starts.slice();
  for (let i = 0; i < ases.length; i++) sorted[free[lengthOf(key[ases[i]])]++] = ases[i];
  return starts;
}
