// Checks what events, health checks, timers, damping and clients of a scenario refer to: one that was read can be played.
import { city as cityNamed, UnknownCityError } from "../../geo/index.js";
import { findAs, type CompiledAsGraph } from "../../topology/index.js";
import { AnnouncementError, resolve, type BgpAnnouncement } from "../bgp/index.js";
import { ConvergenceError, resolveDamping, resolveTiming, type AnnouncementChange, type Health } from "../convergence/index.js"; // prettier-ignore
import { parsePrefix } from "../prefix.js";
import { ScenarioError, type Scenario } from "./scenario.js";

/** @throws ScenarioError that names the field */
export function checkPlayed(scenario: Scenario, topology: CompiledAsGraph): void {
  const { clients, convergence, policies } = scenario;
  at("convergence.timing", ".", () => resolveTiming(convergence.timing));
  for (const [asn, damping] of Object.entries(convergence.damping ?? {})) {
    const field = `convergence.damping.${asn}`;
    if (findAs(topology, Number(asn)) < 0)
      throw new ScenarioError(`${field}: unknown AS${asn}. Add it to "ases", or correct its number.`);
    at(field, ": ", () => resolveDamping(damping, asn));
  }
  clients.forEach(({ city }, i) => {
    const isPlace = topology.geography?.places.some(({ name }) => name === city);
    if (city !== undefined && !isPlace) at(`clients[${i}].city`, ": ", () => cityNamed(city));
  });
  policies.roas?.forEach(({ prefix, maxLength }, i) => checkRoa(prefix, maxLength, `policies.roas[${i}].maxLength`));
  checkChanges(scenario, topology);
}

/** RFC 9582, 4.3: "no less than the prefix's length", and no more than the family has. */
function checkRoa(text: string, maxLength: number | undefined, field: string): void {
  if (maxLength === undefined) return;
  const { length, family } = parsePrefix(text);
  const most = family === 4 ? 32 : 128;
  if (maxLength < length || maxLength > most)
    throw new ScenarioError(
      `${field}: the ROA of ${text} can have ${length} to ${most} (got ${maxLength}). Correct it, or leave it out for ${length}.`,
    );
}

/** Announcements as events and health checks change them, in the order of time. */
function checkChanges({ announcements, events, convergence, tieBreak }: Scenario, topology: CompiledAsGraph): void {
  const latest = new Map(announcements.map((each) => [each.site, each]));
  const check = (announcement: BgpAnnouncement, change: AnnouncementChange, field: string): BgpAnnouncement => {
    const changed = { ...announcement, ...change };
    at(field, ".", () => resolve({ topology, announcements: [changed], tieBreak }));
    return changed;
  };
  const { health = { kind: "static" } } = convergence;
  const bySite = "bySite" in health ? health.bySite : {};
  const unknown = Object.keys(bySite).find((site) => !latest.has(site));
  if (unknown !== undefined)
    throw new ScenarioError(
      `convergence.health.bySite: unknown site ${unknown}; sites are ${[...latest.keys()].slice(0, 8).join(", ")}.`,
    );
  const healthOf = (site: string): readonly [Health | undefined, string] =>
    "bySite" in health
      ? [bySite[site], `convergence.health.bySite.${site}.dePrefer`]
      : [health, "convergence.health.dePrefer"];
  const checkHealth = (announcement: BgpAnnouncement) => {
    const [own, field] = healthOf(announcement.site);
    if (own?.kind === "coupled" && own.dePrefer) check(announcement, own.dePrefer, field);
  };
  announcements.forEach(checkHealth);
  const inTime = events.map((event, i) => ({ event, i })).sort((a, b) => a.event.at - b.event.at);
  for (const { event, i } of inTime) {
    if (event.kind !== "announce" || !event.change) continue;
    const changed = check(latest.get(event.site)!, event.change, `events[${i}].change`);
    latest.set(event.site, changed);
    checkHealth(changed);
  }
}

/** Errors of the parts, with their field in front: joined by "." where the message begins with the rest of the field. */
function at(field: string, join: "." | ": ", compute: () => void): void {
  try {
    compute();
  } catch (error) {
    if (error instanceof AnnouncementError)
      throw new ScenarioError(`${field}${error.field === undefined ? "" : `.${error.field}`}: ${error.message}`);
    if (error instanceof ConvergenceError || error instanceof UnknownCityError)
      throw new ScenarioError(`${field}${join}${error.message}`);
    throw error;
  }
}
