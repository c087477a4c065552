// The cities where networks meet, whatever their population: large exchanges and cable landing points. Larger networks are in
// more of them. Affects PoPs only: transit and peering are drawn before and do not change.
import type { Random } from "./random.js";
import type { World } from "./world.js";

/** Roughly in the order in which a growing network opens PoPs; a choice of this generator, not a measurement. */
const HUBS = [
  "London, New York, Frankfurt, Singapore, Los Angeles, Tokyo, Ashburn, Amsterdam, Hong Kong, Sao Paulo, Paris, San Jose",
  "Chicago, Dallas, Miami, Seattle, Sydney, Johannesburg, Mumbai, Stockholm, Madrid, Milan, Marseille, Vienna, Warsaw",
  "Toronto, Atlanta, Seoul, Osaka, Dubai, Buenos Aires, Bogota, Nairobi, Lagos, Istanbul, Auckland, Denver, Santiago",
  "Jakarta, Kuala Lumpur, Bangkok, Delhi, Chennai, Cairo, Cape Town, Mexico City, Lima, Rio de Janeiro, Fortaleza, Melbourne",
  "Prague, Zurich, Copenhagen, Dublin, Sofia, Bucharest, Moscow, Manila, Taipei, Perth, Montreal, Houston, Lisbon, Kyiv",
]
  .join(", ")
  .split(", ");

/** The number of hubs in which every network of the clique is present. */
const EVERYWHERE = 20;

/** Place numbers of the hubs among the places. */
const hubPlaces = ({ places }: World): readonly number[] =>
  HUBS.map((name) => places.findIndex((place) => place.name === name)).filter((place) => place >= 0);

export interface HubOptions {
  readonly world: World;
  readonly random: Random;
  /** Target number of customers of each network, largest first. */
  readonly sizes: Float64Array;
  readonly clique: number;
  readonly networks: number;
  readonly pops: readonly (readonly number[])[];
}

/** The PoPs with hubs added: all large hubs and most others for the clique, the hubs of its own region for a medium-sized network. */
export function addHubs({ world, random, sizes, clique, networks, pops }: HubOptions): number[][] {
  const hubs = hubPlaces(world).slice(0, Math.round(8 * networks ** 0.2));
  return pops.map((own, network) => {
    const region = world.region[own[0]];
    const size = sizes[network] ?? 0;
    const chance = (hub: number): number => {
      if (network < clique) return hubs.indexOf(hub) < EVERYWHERE ? 1 : 0.85;
      if (size < 10) return 0;
      return world.region[hub] === region ? 0.7 : Math.min(0.5, size / 300);
    };
    const added = hubs.filter((hub) => random.uniform() < chance(hub) && !own.includes(hub));
    return [...own, ...added];
  });
}
