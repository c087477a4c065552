// Users by AS or by country, from a CSV file, as clients of an AS graph.
import type { CompiledAsGraph } from "../../topology/index.js";
import { DeploymentError } from "../deployment.js";
import { internetClients, type InternetClient } from "../internet/index.js";

/** What is known of an AS: see `anycast data get as-sizes`. */
export interface AsSize {
  readonly country: string;
  readonly addresses: number;
}

export interface UserCounts {
  readonly by: "asn" | "country";
  /** ASN as text, or country (ISO 3166-1 alpha-2) -> users. */
  readonly users: ReadonlyMap<string, number>;
}

/** Limit on lines: there are some 120,000 ASNs. */
const mostRows = 1_000_000;

/**
 * Reads a CSV file with the columns `asn,users` or `country,users`; other columns are ignored, a key may come several times.
 * @throws DeploymentError that names the file and the line
 */
export function readUsers(text: string, file = "users.csv"): UserCounts {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const fail = (line: number, problem: string) => new DeploymentError(`${file}:${line}: ${problem}`);
  const head = lines[0].split(",").map((each) => each.trim().toLowerCase());
  const by = (["asn", "country"] as const).find((each) => head.includes(each));
  if (by === undefined || !head.includes("users"))
    throw fail(1, "expected a first line with the columns asn,users or country,users.");
  if (lines.length > mostRows) throw fail(mostRows, `has more than ${mostRows} lines. Add up the users of each AS.`);
  const [key, value] = [head.indexOf(by), head.indexOf("users")];
  const users = new Map<string, number>();
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.trim() === "") continue;
    const cells = line.split(",").map((each) => each.trim().replace(/^"(.*)"$/, "$1"));
    const name =
      by === "asn" ? /^(?:AS)?(\d{1,10})$/i.exec(cells[key] ?? "")?.[1] : /^[A-Z]{2}$/.exec(cells[key] ?? "")?.[0];
    if (name === undefined)
      throw fail(
        i + 1,
        `${by} must be ${by === "asn" ? "an ASN" : "two capital letters"} (got "${(cells[key] ?? "").slice(0, 40)}").`,
      );
    const count = cells[value] === "" ? NaN : Number(cells[value]);
    if (!(count >= 0 && count < Infinity))
      throw fail(i + 1, `users must be a number of 0 or more (got "${(cells[value] ?? "").slice(0, 40)}").`);
    users.set(name, (users.get(name) ?? 0) + count);
  }
  if (![...users.values()].some((count) => count > 0)) throw fail(lines.length, "no line has users.");
  return { by, users };
}

export interface PlannedUsers {
  readonly clients: readonly InternetClient[];
  /** Users of ASes or countries that are not in the AS graph; they are left out. */
  readonly leftOut: number;
}

/**
 * The clients of a graph with these users; an AS's users are divided among its cities as by internetClients, a country's among
 * its ASes by their addresses. Without counts, by addresses; without sizes, by the weights of the graph.
 * @throws DeploymentError if users by country come without the countries of ASes
 */
export function clientsOf(
  graph: CompiledAsGraph,
  { counts, sizes }: { readonly counts?: UserCounts; readonly sizes?: ReadonlyMap<number, AsSize> },
): PlannedUsers {
  const clients = internetClients(graph);
  if (!counts && !sizes) return { clients, leftOut: 0 };
  const weights = new Map<number, number>();
  for (const { asn, weight = 1 } of clients) weights.set(asn, (weights.get(asn) ?? 0) + weight);
  const users = usersByAs([...weights.keys()], counts, sizes);
  const total = counts ? [...counts.users.values()].reduce((sum, each) => sum + each, 0) : users.total;
  const found = clients.flatMap(({ weight = 1, ...client }) => {
    const own = users.of(client.asn);
    return own > 0 ? [{ ...client, weight: (own * weight) / weights.get(client.asn)! }] : [];
  });
  if (found.length === 0)
    throw new DeploymentError(
      "No users: none of their ASes or countries is in the AS graph. Take users of ASes that are in it.",
    );
  return { clients: found, leftOut: Math.max(0, total - users.total) };
}

function usersByAs(asns: readonly number[], counts?: UserCounts, sizes?: ReadonlyMap<number, AsSize>) {
  const addresses = (asn: number) => sizes?.get(asn)?.addresses ?? 0;
  let of: (asn: number) => number;
  if (!counts) of = addresses;
  else if (counts.by === "asn") of = (asn) => counts.users.get(String(asn)) ?? 0;
  else {
    if (!sizes)
      throw new DeploymentError(
        "Users by country need the countries of ASes: npx anycast-kit data get as-sizes, or --as-sizes FILE.",
      );
    const inCountry = new Map<string, number>();
    for (const asn of asns) {
      const country = sizes.get(asn)?.country;
      if (country) inCountry.set(country, (inCountry.get(country) ?? 0) + addresses(asn));
    }
    of = (asn) => {
      const country = sizes.get(asn)?.country ?? "";
      const all = inCountry.get(country) ?? 0;
      return all > 0 ? ((counts.users.get(country) ?? 0) * addresses(asn)) / all : 0;
    };
  }
  return { of, total: asns.reduce((sum, asn) => sum + of(asn), 0) };
}
