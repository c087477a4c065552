// Where two generated networks meet: at the exchange, in the cities they share, or where the provider is nearest.
import type { PlaceRows } from "../geography.js";
import type { PeerLinks } from "./peering.js";
import type { TransitLinks } from "./transit.js";
import type { World } from "./world.js";

/** Two networks connect in no more cities than this; twice as many where both are in the clique. */
const MOST = 4;

/** The meeting places of the transit links, then of the peerings. */
export function drawMeetings(
  { km, places: all }: World,
  { provider, customer }: TransitLinks,
  { one, other, place }: PeerLinks,
  pops: readonly (readonly number[])[],
): PlaceRows {
  const links = provider.length + one.length;
  const offsets = new Int32Array(links + 1);
  const places = new Int32Array(links * 2 * MOST);
  let count = 0;
  const addShared = (mine: readonly number[], theirs: readonly number[], most: number) => {
    const from = count;
    for (let i = 0; i < mine.length && count - from < most; i++)
      if (theirs.includes(mine[i])) places[count++] = mine[i];
    return count > from;
  };
  for (let i = 0; i < provider.length; i++) {
    offsets[i] = count;
    const theirs = pops[provider[i]];
    const mine = pops[customer[i]];
    if (addShared(mine, theirs, MOST)) continue;
    let near = theirs[0];
    for (const each of theirs) if (km[mine[0] * all.length + each] < km[mine[0] * all.length + near]) near = each;
    places[count++] = near;
  }
  for (let i = 0; i < one.length; i++) {
    offsets[provider.length + i] = count;
    if (place[i] >= 0) places[count++] = place[i];
    else if (!addShared(pops[one[i]], pops[other[i]], 2 * MOST)) places[count++] = pops[one[i]][0];
  }
  offsets[links] = count;
  return { offsets, places: places.slice(0, count) };
}
