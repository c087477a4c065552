// Parses the output of birdc: the state of sessions, and the best route to each prefix.
import type { LargeCommunity } from "../communities.js";
import type { DaemonRoute } from "../daemon.js";

/** The routes that `show route primary all` prints. ROAs and the interior are not BGP routes and are left out. */
export function parseRoutes(text: string): DaemonRoute[] {
  const routes: { prefix: string; protocol: string; path?: number[]; communities: LargeCommunity[] }[] = [];
  for (const line of text.split("\n")) {
    const head = /^(\S+\/\d+)\s+(?:unicast|unreachable|blackhole) \[(\S+) /.exec(line);
    if (head) routes.push({ prefix: head[1], protocol: head[2], communities: [] });
    const route = routes.at(-1);
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
