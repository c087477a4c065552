// LinkedIn's measurements of 2015: for seven regions the share of users who reached their fastest PoP, with DNS returning
// unicast addresses and with one anycast address at all PoPs (Maheshwari, Palsson, Kumar, Jafferali, Kahn, 9 September 2015).

export interface LinkedInRegion {
  readonly region: string;
  /** Parts of the region's users on their best PoP, 0..1. */
  readonly dns: number;
  readonly global: number;
  /** Change in points as it was printed; the printed parts are rounded, so it may be one off their difference. */
  readonly points: number;
}

export const linkedInPublished = {
  title: "TCP over IP Anycast - Pipe dream or Reality?",
  url: "https://engineering.linkedin.com/network-performance/tcp-over-ip-anycast-pipe-dream-or-reality",
  year: 2015,
  regions: [
    { region: "Illinois", dns: 0.7, global: 0.9, points: 20 },
    { region: "Florida", dns: 0.73, global: 0.95, points: 22 },
    { region: "Georgia", dns: 0.75, global: 0.93, points: 18 },
    { region: "Pennsylvania", dns: 0.85, global: 0.95, points: 10 },
    { region: "New York", dns: 0.77, global: 0.74, points: -3 },
    { region: "Arizona", dns: 0.6, global: 0.39, points: -21 },
    { region: "Brazil", dns: 0.88, global: 0.33, points: -55 },
  ] as readonly LinkedInRegion[],
  /** Part of the users in the United States not on their best PoP: DNS with unicast, then regional anycast. Not global anycast. */
  unitedStates: { dns: 0.31, regional: 0.1 },
} as const;
