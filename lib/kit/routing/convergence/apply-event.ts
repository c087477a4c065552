// What an external event does to the sessions, immediately and after detection, health check or session set-up.
import { checkMs } from "./timing.js";
import {
  ConvergenceError,
  describeEvent,
  detectionMs,
  type Between,
  type Detection,
  type Health,
  type RoutingEvent,
} from "./events.js";
import { decideAt, offer } from "./session.js";
import { note } from "./replay/history.js";
import { NOTHING, type SessionState } from "./state.js";

/** Causes of a link failure, as bits of Exchange.down. */
const CUT = 1;
const SITE_DARK = 2;

export type HealthOf = (site: string) => Health;

/** @param healthOf how each site's announcement depends on its service */
export function applyEvent(exchange: SessionState, event: RoutingEvent, healthOf: HealthOf): void {
  exchange.log.push({ atMs: exchange.nowMs, kind: "event", event });
  if ("ends" in event) return onWires(exchange, event);
  const number = exchange.versions.siteNumber(event.site);
  const site = exchange.sites[number];
  switch (event.kind) {
    case "announce":
      site.announced = true;
      site.version = Math.max(site.version, exchange.versions.madeBy(event));
      return announceAgain(exchange, number);
    case "withdraw":
      site.announced = false;
      return announceAgain(exchange, number);
    case "service-down":
    case "service-up": {
      const serving = event.kind === "service-up";
      if (serving !== site.serving) site.turns++;
      site.serving = serving;
      noteAnswers(exchange, number);
      return checkHealth(exchange, number, healthOf(event.site));
    }
    case "site-down": {
      if (!site.powered) return;
      site.powered = false;
      noteAnswers(exchange, number);
      const detection = event.detection ?? exchange.timing.detection;
      for (const wire of wiresOfSite(exchange, number)) darken(exchange, wire, SITE_DARK, detection);
      return later(exchange, detectionMs(detection), `miss site ${number}`, () => {
        if (site.powered) return;
        site.missed = true;
        announceAgain(exchange, number);
      });
    }
    case "site-up":
      if (site.powered) return;
      site.powered = true;
      site.missed = false;
      noteAnswers(exchange, number);
      for (const wire of wiresOfSite(exchange, number)) light(exchange, wire, SITE_DARK);
      return announceAgain(exchange, number);
  }
}

function onWires(exchange: SessionState, event: RoutingEvent & Between): void {
  for (const wire of wiresBetween(exchange, event))
    switch (event.kind) {
      case "link-down":
        darken(exchange, wire, CUT, event.detection ?? exchange.timing.detection);
        break;
      case "link-up":
        light(exchange, wire, CUT);
        break;
      case "session-down":
        exchange.closedByHand[wire] = 1;
        close(exchange, wire);
        break;
      case "session-up":
        exchange.closedByHand[wire] = 0;
        openLater(exchange, wire);
    }
}

/** The site's own router and its AS advertise the current state. */
function announceAgain(exchange: SessionState, number: number): void {
  const { wiring, sites, versions } = exchange;
  if (sites[number].powered) for (const channel of wiring.tells[wiring.sites[number]]) offer(exchange, channel);
  const index = versions.sites[number].originIndex;
  const routers = exchange.problem.routers(index).length;
  for (let router = 0; router < routers; router++) decideAt(exchange, wiring.speakerOf(index, router), -1);
}

function checkHealth(exchange: SessionState, number: number, health: Health): void {
  if (health.kind === "static") return;
  const site = exchange.sites[number];
  const { serving, turns } = site;
  const afterMs = serving ? (health.holdDownMs ?? 0) : health.detectMs;
  later(exchange, afterMs, `health of site ${number}`, () => {
    // The service changed again meanwhile: the timer restarts at the last change.
    if (site.turns !== turns) return;
    site.unhealthy = !serving;
    announceAgain(exchange, number);
  });
}

/** The link is down from now on; its ends notice after their detection time if it has not recovered. */
function darken(exchange: SessionState, wire: number, cause: number, detection: Detection): void {
  const wasUp = exchange.down[wire] === 0;
  exchange.down[wire] |= cause;
  if (!wasUp) return;
  noteLink(exchange, wire, false);
  const life = exchange.life[wire];
  const since = exchange.log.length;
  later(exchange, detectionMs(detection), `detect ${wire} ${life}`, () => {
    const { steps, values } = exchange.links[wire];
    const isSameFailure = !values[values.length - 1] && steps[steps.length - 1] === since;
    if (isSameFailure && exchange.life[wire] === life) close(exchange, wire);
  });
}

function light(exchange: SessionState, wire: number, cause: number): void {
  if (exchange.down[wire] === 0) return;
  exchange.down[wire] &= ~cause;
  if (exchange.down[wire] !== 0) return;
  noteLink(exchange, wire, true);
  if (!exchange.isOpen[wire]) return openLater(exchange, wire);
  // The failure went undetected: TCP retransmits what was lost.
  for (const channel of exchange.wiring.wires[wire].channels)
    for (; exchange.stuck[channel] > 0; exchange.stuck[channel]--)
      exchange.agenda.deliver(exchange.nowMs + exchange.wiring.delayMs[wire], channel, exchange.life[wire]);
}

/** Both ends drop the session and all routes received over it. */
function close(exchange: SessionState, wire: number): void {
  if (!exchange.isOpen[wire]) return;
  exchange.isOpen[wire] = 0;
  exchange.life[wire]++;
  exchange.log.push({ atMs: exchange.nowMs, kind: "session", wire, up: false });
  const { channels } = exchange.wiring.wires[wire];
  for (const channel of channels) {
    exchange.onTheWay[channel] = undefined;
    exchange.stuck[channel] = exchange.waits[channel] = 0;
    exchange.mraiUntilMs[channel] = 0;
    exchange.exportedTo[channel] = NOTHING;
  }
  for (const channel of channels) {
    exchange.heard[channel] = undefined;
    const flapping = exchange.flapping.get(channel);
    if (flapping) flapping.route = undefined;
    decideAt(exchange, exchange.wiring.channels[channel].to, channel);
  }
}

function openLater(exchange: SessionState, wire: number): void {
  const life = exchange.life[wire];
  later(exchange, exchange.timing.sessionSetupMs, `open ${wire} ${life}`, () => {
    if (exchange.isOpen[wire] || exchange.down[wire] || exchange.closedByHand[wire] || exchange.life[wire] !== life)
      return;
    exchange.isOpen[wire] = 1;
    exchange.log.push({ atMs: exchange.nowMs, kind: "session", wire, up: true });
    for (const channel of exchange.wiring.wires[wire].channels) offer(exchange, channel);
  });
}

function later(exchange: SessionState, afterMs: number, label: string, run: () => void): void {
  exchange.agenda.wake(exchange.nowMs + afterMs, { label, run });
}

function noteLink(exchange: SessionState, wire: number, up: boolean): void {
  exchange.log.push({ atMs: exchange.nowMs, kind: "link", wire, up });
  note(exchange.links, wire, exchange.log.length, up);
}

function noteAnswers(exchange: SessionState, number: number): void {
  const { serving, powered } = exchange.sites[number];
  const { values } = exchange.answers[number];
  const answers = serving && powered;
  if (values[values.length - 1] === answers) return;
  exchange.log.push({ atMs: exchange.nowMs, kind: "site", site: number, answers });
  note(exchange.answers, number, exchange.log.length, answers);
}

function wiresOfSite({ wiring }: SessionState, number: number): number[] {
  return wiring.tells[wiring.sites[number]].map((channel) => wiring.channels[channel].wire);
}

/** The links an event names, as wire numbers. @throws ConvergenceError when there is none */
export function wiresBetween(
  { wiring }: Pick<SessionState, "wiring">,
  { ends: [a, b], city, site }: Between,
): number[] {
  const { speakers, wires } = wiring;
  const found = wires.filter(({ ends, city: meets }) => {
    const [one, other] = [speakers[ends[0]], speakers[ends[1]]];
    const isPair = (one.asn === a && other.asn === b) || (one.asn === b && other.asn === a);
    return isPair && (city === undefined || meets === city) && (site === undefined || one.site === site);
  });
  if (found.length === 0) {
    const where = (of: Omit<Between, "ends">) =>
      `${of.city ? ` in ${of.city}` : ""}${of.site ? ` at site ${of.site}` : ""}`;
    const others = city === undefined && site === undefined ? [] : wiresBetween({ wiring }, { ends: [a, b] });
    const known = others.map((number) => {
      const { ends, city: meets } = wires[number];
      return where({ city: meets, site: ends.map((end) => speakers[end].site).find(Boolean) }).trim();
    });
    const remedy = known.some(Boolean)
      ? `Their sessions are ${[...new Set(known.filter(Boolean))].slice(0, 8).join(", ")}.`
      : others.length > 0
        ? "Leave out the city and the site: they have one session."
        : "Add a link, or correct the ends.";
    throw new ConvergenceError(`there is no session between AS${a} and AS${b}${where({ city, site })}. ${remedy}`);
  }
  return found.map(({ number }) => number);
}

/** Checks all events before the first one happens. @throws ConvergenceError that names the event */
export function checkEvents(exchange: SessionState, events: readonly RoutingEvent[]): void {
  events.forEach((event, i) => {
    try {
      checkMs("at", event.at);
      if ("detection" in event && event.detection) checkMs("detection", detectionMs(event.detection));
      if ("ends" in event) wiresBetween(exchange, event);
      else exchange.versions.siteNumber(event.site);
    } catch (error) {
      if (!(error instanceof ConvergenceError)) throw error;
      throw new ConvergenceError(`events[${i}] (${describeEvent(event)}): ${error.message}`, event);
    }
  });
}
