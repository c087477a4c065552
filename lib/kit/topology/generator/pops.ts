// PoPs of networks: their number grows with customers and with the target number of peers; a peering network is at an exchange.
import { OPEN } from "./peering.js";
import type { Random } from "./random.js";
import { drawPops, type World } from "./world.js";

export interface PopOptions {
  readonly world: World;
  readonly random: Random;
  /** Place numbers of the exchanges. */
  readonly exchanges: Int32Array;
  readonly home: number;
  /** Customers. */
  readonly size: number;
  /** Peers. */
  readonly wish: number;
  /** Whether it is one of the clique. */
  readonly isTop: boolean;
}

/** Place numbers, the home first. */
export function drawNetworkPops({ world, random, exchanges, home, size, wish, isTop }: PopOptions): number[] {
  const count = Math.round(Math.max(1, 1.2 * size ** 0.5, wish > OPEN ? 0.55 * wish ** 0.58 : 0.9 * wish ** 0.45));
  const spread =
    isTop || wish > 1000
      ? { country: 0.1, region: 0.2 }
      : size > 100 || wish > 100
        ? { country: 0.25, region: 0.5 }
        : { country: 0.7, region: 0.25 };
  const pops = drawPops(world, home, Math.min(count, 120), spread, random);
  if (wish > 0 && !pops.some((place) => exchanges.includes(place))) pops.push(nearest(world, home, exchanges));
  return pops;
}

/** Moves a network with a single PoP to each place without a network, from the place with the most of these. */
export function settleEmpty(pops: number[][], sellers: number, places: number): void {
  const inhabited = new Set(pops.flat());
  const single: number[][] = Array.from({ length: places }, () => []);
  for (let network = sellers; network < pops.length; network++)
    if (pops[network].length === 1) single[pops[network][0]].push(network);
  for (let place = 0; place < places; place++) {
    if (inhabited.has(place)) continue;
    const fullest = single.reduce((most, list) => (list.length > most.length ? list : most));
    const moving = fullest.pop();
    if (moving !== undefined) pops[moving] = [place];
  }
}

/** The place among these that is nearest to another. */
export function nearest({ km, places }: World, from: number, among: ArrayLike<number>): number {
  let best = among[0];
  for (let i = 1; i < among.length; i++)
    if (km[from * places.length + among[i]] < km[from * places.length + best]) best = among[i];
  return best;
}
