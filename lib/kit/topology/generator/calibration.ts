// Targets of the generator, computed from CAIDA's AS relationships of 2025-09-01 (78,638 ASes, 493,350 links). Distributions
// only: the sizes of single ASes are not kept.

/** Share of ASes without customers. */
export const STUB_SHARE = 0.842;

/** ASes of the real graph. */
export const CALIBRATED_AT = 78_638;

/** Size of the clique at the top; it grows with the fourth root of the number of ASes. */
export const CLIQUE_SIZE = 19;

/** Probability of 1, 2, 3... providers. */
export const STUB_PROVIDERS = [0.466, 0.361, 0.107, 0.036, 0.013, 0.007, 0.004, 0.002, 0.002, 0.002];
export const TRANSIT_PROVIDERS = [0.216, 0.3, 0.2, 0.12, 0.063, 0.037, 0.021, 0.013, 0.009, 0.006, 0.004, 0.003, 0.008];

/** Share of ASes with customers that are content networks, and their number of providers: 15 to 201. */
export const CONTENT_SHARE = 0.006;
export const CONTENT_PROVIDERS = [15, 201] as const;

/** Peer links for each AS of the graph. */
export const PEERINGS_PER_AS = 4.224;

/** Share of ASes that peer at all. */
export const PEERING_SHARE = { stub: 0.136, transit: 0.585 } as const;

/** Customers and peers of the AS with the most, as a share of all ASes. */
export const MOST_CUSTOMERS = 0.085;
export const MOST_PEERS = 0.123;

type Quantiles = readonly (readonly [share: number, value: number])[];

/** Customers of an AS with customers. */
export const CUSTOMERS: Quantiles = [
  [0, 1],
  [0.4, 1],
  [0.5, 2],
  [0.6, 3],
  [0.75, 6],
  [0.85, 11],
  [0.9, 18],
  [0.95, 41],
  [0.98, 100],
  [0.99, 173],
  [0.995, 264],
  [0.998, 620],
  [0.999, 1034],
  [0.9995, 1823],
  [0.99978, 2400],
  [0.99987, 6596],
  [1, 6686],
];

/** Peers of an AS with peers. */
export const STUB_PEERS: Quantiles = [
  [0, 1],
  [0.2, 1],
  [0.3, 2],
  [0.5, 5],
  [0.6, 9],
  [0.7, 16],
  [0.85, 24],
  [0.9, 31],
  [0.95, 71],
  [0.99, 149],
  [0.995, 202],
  [0.998, 470],
  [0.9995, 1240],
  [1, 3855],
];
export const TRANSIT_PEERS: Quantiles = [
  [0, 1],
  [0.1, 1],
  [0.2, 2],
  [0.3, 5],
  [0.5, 16],
  [0.7, 25],
  [0.8, 40],
  [0.85, 80],
  [0.95, 175],
  [0.98, 704],
  [0.99, 1422],
  [0.995, 1941],
  [0.999, 4403],
  [1, 9687],
];

/** The value at a share, by linear interpolation of logarithms. */
export function quantile(points: Quantiles, share: number): number {
  const i = points.findIndex(([at]) => at >= share);
  if (i <= 0) return points[0][1];
  const [[from, low], [to, high]] = [points[i - 1], points[i]];
  return low * (high / low) ** ((share - from) / (to - from));
}
