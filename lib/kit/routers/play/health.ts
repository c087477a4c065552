// The health check of a site on real routers: a process that probes the site's server, and changes the route by the daemon's own
// tools. Events change the route too; both run the same file, which looks at the health.
import type { HealthCheck } from "../../routing/convergence/index.js";
import type { Daemon } from "../daemon.js";
import { here, namespaceOf, ownRouteOver } from "../network-script.js";
import { healthOf } from "../plan-routers.js";
import type { PlannedRouter } from "../plan.js";
import type { RouterState } from "../router-state.js";
import { addAddress, insideOf, removeAddress, runProgram, servedBy } from "../traffic/index.js";
import { whenUnhealthy } from "./site-state.js";
import type { Play } from "./play.js";

/** The check asks the server here, so that it can see that the service is back while the service address is removed. */
export const PROBED = "127.0.0.1";

/** The timers of a check: those of the scenario, or three probes in the detection time. */
export const probesOf = ({ check, detectMs }: HealthCheck): NonNullable<HealthCheck["check"]> =>
  check ?? { intervalMs: detectMs / 3, fall: 3, rise: 1 };

/** The health check of a site's scenario; undefined if its announcement is static. */
export function checkOf({ scenario }: Play, { announces }: PlannedRouter): HealthCheck | undefined {
  const health = healthOf(scenario, announces!.announcement.site);
  return health.kind === "coupled" ? health : undefined;
}

/** The static routes to a site at routers of its own AS are there while the site announces. */
export function ownRoutes({ plan }: Play, site: PlannedRouter, first: number, { announcement }: RouterState): string {
  return plan.links
    .filter(({ ends: [own, far] }) => own.ownRoute && far.router === site.number)
    .map(({ ends: [own] }) => {
      const route = `ip -n ${namespaceOf(own.router, first)} route`;
      if (announcement) return `${route} replace ${ownRouteOver(own)}`;
      return `${route} del ${ownRouteOver(own)} 2>/dev/null || true`;
    })
    .join("\n");
}

/** Writes the file that brings a site's route into a state, by its health, and runs it. */
export function applyScript(
  daemon: Daemon,
  play: Play,
  site: PlannedRouter,
  first: number,
  state: RouterState,
): string {
  const { plan } = play;
  const file = `/run/anycast/${namespaceOf(site.number, first)}`;
  return [
    here(`cat > ${file}.next`, [healthy(daemon, play, site, first, state)], "END-OF-SCRIPT"),
    `mv ${file}.next ${file}.apply`,
    `flock ${file}.lock sh ${file}.apply`,
  ].join("\n");

  function healthy(...given: readonly [Daemon, Play, PlannedRouter, number, RouterState]): string {
    const check = checkOf(play, site);
    const change = (next: RouterState) =>
      `${daemon.change(plan, site, first, next)}\n${ownRoutes(play, site, first, next)}`;
    const normal = change(given[4]);
    if (!check) return normal;
    const addresses = servedBy(plan, site, play.addresses);
    const added = addresses.map((address) => `${addAddress(site, first, address)} 2>/dev/null || true`);
    const removed = addresses.map((address) => `${removeAddress(site, first, address)} 2>/dev/null || true`);
    const { address = "kept" } = check;
    return [
      "set -e",
      `if [ "$(cat ${file}.health 2>/dev/null)" = down ]; then`,
      ...(address === "removed-before" ? removed : []),
      change(whenUnhealthy(play, site, state)),
      ...(address === "removed-after" ? removed : []),
      "else",
      ...(address === "kept" ? [] : added),
      normal,
      "fi",
    ].join("\n");
  }
}

/** Starts the health check of a site, in its namespace. */
export function startHealthCheck(
  daemon: Daemon,
  play: Play,
  site: PlannedRouter,
  first: number,
  state: RouterState,
): string {
  const check = checkOf(play, site);
  if (!check) return "";
  const name = namespaceOf(site.number, first);
  const { intervalMs, fall, rise } = probesOf(check);
  const options = {
    ...{ server: PROBED, file: `/run/anycast/${name}`, intervalMs, fall, rise },
    holdDownMs: check.holdDownMs ?? 0,
  };
  return [
    // A server that comes back while the address is removed can still bind to it.
    `${insideOf(name)} sh -c 'echo 1 > /proc/sys/net/ipv4/ip_nonlocal_bind; echo 1 > /proc/sys/net/ipv6/ip_nonlocal_bind'`,
    applyScript(daemon, play, site, first, state),
    `${insideOf(name)} ${runProgram("health-check.mjs")} '${JSON.stringify(options)}' > /run/anycast/${name}.check 2>&1 &`,
  ].join("\n");
}
