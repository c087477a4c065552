// Parses the output of birdc: the state of sessions, and the best route to each prefix.
import type { LargeCommunity } from "../communities.js";
import type { DaemonRoute } from "../daemon.js";

/** The best routes that `show route all` prints: of a prefix the first. ROAs and the interior are not BGP routes and are left out. */
export function parseRoutes(text: string): DaemonRoute[] {
  const routes: { prefix: string; protocol: string; path?: number[]; communities: LargeCommunity[] }[] = [];
  let isBest = false;
  for (const line of text.split("\n")) {
    // The other routes to a prefix follow without it.
    if (/^\s+(?:unicast|unreachable|blackhole|prohibited) \[/.test(line)) isBest = false;
    const head = /^(\S+\/\d+)\s+(?:unicast|unreachable|blackhole) \[(\S+) /.exec(line);
    if (head) routes.push({ prefix: head[1], protocol: head[2], communities: [] });
    if (head) isBest = true;
    const route = isBest ? routes.at(-1) : undefined;
    const attribute = /^\tBGP\.(as_path|large_community):(.*)/.exec(line);
    if (!route || !attribute) continue;
    const numbers = [...attribute[2].matchAll(/\d+/g)].map(Number);
    if (attribute[1] === "as_path") route.path = numbers;
    else
      for (let i = 0; i < numbers.length; i += 3) route.communities.push([numbers[i], numbers[i + 1], numbers[i + 2]]);
  }
  return routes.flatMap(({ path, ...route }) =>
    path ? [{ ...route, path }] : route.protocol === "announced" ? [{ ...route, path: [] }] : [],
  );
}

/** The names of the BGP sessions in `show protocols` that are not established. */
export function sessionsDown(text: string): string[] {
  const bgp = text.split("\n").filter((line) => /^\S+\s+BGP\s/.test(line));
  return bgp.filter((line) => !line.includes("Established")).map((line) => line.split(/\s+/)[0]);
}
