// Each site's share of the clients, by weight: the same measure for a deployment inside one provider and for one between ASes.

export interface Share {
  /** Site letter; "none" collects the clients without an answer, and is present only if there are any. */
  readonly site: string;
  readonly clients: number;
  readonly weight: number;
  /** Share of the whole weight, 0..1; the shares of a catchment sum to one. */
  readonly share: number;
}

/** The input of shares: a Catchment or an InternetCatchment. */
export interface Divided {
  readonly deployment: { readonly sites: readonly { readonly name: string }[] };
  readonly clients: readonly { readonly site?: string; readonly weight?: number }[];
}

/**
 * Sites without clients are included, in the deployment's order.
 * @example shares(result).map(({ site, clients }) => `${site} ${clients}`) // ["A 4","B 7"]
 * @throws RangeError if no client has a weight
 */
export function shares({ deployment, clients }: Divided): readonly Share[] {
  const counts = new Map<string, { clients: number; weight: number }>();
  for (const { name } of deployment.sites) counts.set(name, { clients: 0, weight: 0 });
  const lost = { clients: 0, weight: 0 };
  let total = 0;
  for (const { site, weight = 1 } of clients) {
    const count = site === undefined ? lost : counts.get(site)!;
    count.clients++;
    count.weight += weight;
    total += weight;
  }
  if (!(total > 0)) throw new RangeError("Expected at least one client with a weight above 0.");
  if (lost.clients > 0) counts.set("none", lost);
  return [...counts].map(([site, count]) => ({ site, ...count, share: count.weight / total }));
}
