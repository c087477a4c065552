// The second phase where many ASes hear from peers: each first collects the best offer as one number, so that the better of two is the
// smaller, and then takes it. Keys and ranks for each offer lie in three places of memory, and take twice the time.
import type { Adjacency } from "../../../../topology/index.js";
import type { Ascent } from "./ascent.js";
import type { Descent } from "./descent.js";
import { CLASS, CUSTOMER_HOP, PEER_HOP, UNREACHED, withinClass } from "./key.js";
import { workspaceOf } from "./phase-result.js";

/** More than every offer. */
const NONE = 0x7fffffff;
/** With fewer links per AS than this, comparing at once is less work. */
const FEW = 0.3;

/** Offers every customer's route to peers, in a problem whose paths fit beside the number of a seller (down.ts). */
export function goAcross(ascent: Ascent, descent: Descent): void {
  const { problem, special, silent, key, via, climbers } = ascent;
  const { peers } = problem.topology;
  const { nobody } = workspaceOf(problem.topology);
  let links = 0;
  for (let i = 0; i < climbers.length; i++) links += peers.offsets[climbers[i] + 1] - peers.offsets[climbers[i]];
  const collects = links > FEW * key.length;
  if (collects) descent.offers.fill(NONE);
  for (let i = 0; i < climbers.length; i++) {
    const v = climbers[i];
    const number = via[v] >> ascent.bits;
    if (!collects || (special.any && !special.isPlain(number, v))) ascent.tell(peers, v, key[v] + PEER_HOP, nobody);
    else if (silent[number] === 0)
      offerToRow(
        peers,
        v,
        ((withinClass(key[v]) + CUSTOMER_HOP) << descent.bits) | descent.numberOf[v],
        descent.offers,
      );
  }
  if (collects) takeOffers(ascent, descent);
}

function offerToRow({ offsets, targets }: Adjacency, teller: number, offer: number, offers: Int32Array): void {
  for (let i = offsets[teller], end = offsets[teller + 1]; i < end; i++)
    if (offer < offers[targets[i]]) offers[targets[i]] = offer;
}

function takeOffers({ key, via, bits, wins }: Ascent, { offers, byNumber, bits: numberBits }: Descent): void {
  const numbers = (1 << numberBits) - 1;
  const indexes = (1 << bits) - 1;
  for (let v = 0; v < key.length; v++) {
    const offer = offers[v];
    if (offer === NONE || key[v] < CLASS) continue;
    const teller = byNumber[offer & numbers];
    const offered = CLASS + (offer >> numberBits);
    if (key[v] !== UNREACHED && !wins(v, offered, teller)) continue;
    key[v] = offered;
    via[v] = (via[teller] & ~indexes) | teller;
  }
}
