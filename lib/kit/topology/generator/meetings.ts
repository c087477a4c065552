// Where two generated networks meet: at the exchange, in the cities they share, or where the provider is nearest.
import type { PlaceRows } from "../geography.js";
import type { PeerLinks } from "./peering.js";
import type { TransitLinks } from "./transit.js";
import type { World } from "./world.js";

/** Largest number of cities in which two networks connect, */
const MOST = 4;
/** ... and if both are in the clique. */
const MOST_IN_CLIQUE = 24;

/** The meeting places of the transit links, then of the peerings. */
export function drawMeetings(
  { km, places: all }: World,
  { provider, customer }: TransitLinks,
  { one, other, place }: PeerLinks,
  pops: readonly (readonly number[])[],
  clique: number,
): PlaceRows {
  const links = provider.length + one.length;
  const offsets = new Int32Array(links + 1);
  const places = new Int32Array(links * (MOST + 1) + clique * clique * MOST_IN_CLIQUE);
  let count = 0;
  // Links come in runs of the same network, so its PoPs are marked once per run.
  const mark = new Int32Array(all.length).fill(-1);
  let marked = -1;
  /**
   * Adds the places that `network` shares with the other, in the order of the other's PoPs.
   * @param but a place that was already added
   */
  const addShared = (network: number, other: readonly number[], most: number, but = -1) => {
    if (marked !== network) for (const each of pops[network]) mark[each] = network;
    marked = network;
    const from = count;
    for (let i = 0; i < other.length && count - from < most; i++)
      if (mark[other[i]] === network && other[i] !== but) places[count++] = other[i];
    return count > from;
  };
  for (let i = 0; i < provider.length; i++) {
    offsets[i] = count;
    const theirs = pops[provider[i]];
    const mine = pops[customer[i]];
    for (let j = 0; j < mine.length && count - offsets[i] < MOST; j++)
      if (theirs.includes(mine[j])) places[count++] = mine[j];
    if (count > offsets[i]) continue;
    let near = theirs[0];
    for (const each of theirs) if (km[mine[0] * all.length + each] < km[mine[0] * all.length + near]) near = each;
    places[count++] = near;
  }
  for (let i = 0; i < one.length; i++) {
    offsets[provider.length + i] = count;
    if (place[i] >= 0) {
      places[count++] = place[i];
      addShared(one[i], pops[other[i]], MOST - 1, place[i]);
    } else if (!addShared(one[i], pops[other[i]], MOST_IN_CLIQUE)) places[count++] = pops[one[i]][0];
  }
  offsets[links] = count;
  return { offsets, places: places.slice(0, count) };
}
