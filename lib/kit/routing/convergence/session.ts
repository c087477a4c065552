// The exchange of routes, the three steps of BGP (RFC 4271, 9.1 and 9.2): a message goes into the Adj-RIB-In, the decision
// process updates the Loc-RIB, and what changed goes out, at once or when the MRAI timer allows.
import { ownRoute, withOlderRoute } from "../bgp/index.js";
import { note } from "./replay/history.js";
import { flap, reuseAfterMs, type Damping, type Flapping } from "./damping.js";
import { choose, chooseAgain, isSamePath, isSameRoute, type HeldRoute } from "./loc-rib.js";
import { announcedBy, type SessionState, type Advertisement } from "./state.js";
import { isSameTelling, messageWith, tellingOver, use } from "./advertisement.js";

/** The oldest message of a channel arrives. */
export function receive(exchange: SessionState, channel: number): void {
  const { wiring, heard, onTheWay, log, nowMs, medSeen } = exchange;
  const { route, refused, telling, sentMs, sentStep, next } = onTheWay[channel]!;
  onTheWay[channel] = next;
  const kind = telling.kind === "nothing" ? "withdrawal" : "update";
  const to = wiring.hearerOf[channel];
  const damped = isDamped(exchange, channel, route);
  const kept = damped ? undefined : route;
  const why = damped && route ? ({ kind: "damped" } as const) : refused;
  log.push({ atMs: nowMs, kind, channel, sentMs, sentStep, route: kept, refused: why });
  if (kind === "update") exchange.messages.updates++;
  else exchange.messages.withdrawals++;
  heard[channel] = kept;
  if (route && route.med !== 0) medSeen[to] = 1;
  decideAt(exchange, to, channel);
}

/** Counts a change of a route if the receiver damps; whether it suppresses the route. */
function isDamped(exchange: SessionState, channel: number, route: HeldRoute | undefined): boolean {
  const { wiring, damping, flapping, nowMs } = exchange;
  if (damping.size === 0 || wiring.channels[channel].kind === "ibgp") return false;
  const options = damping.get(wiring.speakers[wiring.channels[channel].to].index);
  if (!options) return false;
  const state = flapping.get(channel) ?? { penalty: 0, atMs: nowMs, suppressed: false, route: exchange.heard[channel] };
  flapping.set(channel, state);
  const isSame =
    route?.announcement === state.route?.announcement && isSamePath(route?.path ?? [], state.route?.path ?? []);
  flap(state, options, route, isSame, nowMs);
  if (state.suppressed) wakeAtReuse(exchange, channel, state, options);
  return state.suppressed;
}

/** The route counts again as soon as its penalty has decayed. A later change postpones that. */
function wakeAtReuse(exchange: SessionState, channel: number, state: Flapping, options: Required<Damping>): void {
  const { penalty, atMs } = state;
  exchange.agenda.wake(exchange.nowMs + reuseAfterMs(state, options), {
    label: `reuse ${channel} ${penalty}`,
    run: () => {
      if (!state.suppressed || state.atMs !== atMs || state.penalty !== penalty) return;
      state.suppressed = false;
      if (!state.route) return;
      exchange.heard[channel] = state.route;
      exchange.log.push({ atMs: exchange.nowMs, kind: "reuse", channel, route: state.route });
      decideAt(exchange, exchange.wiring.channels[channel].to, channel);
    },
  });
}

/**
 * The decision process of a speaker, after `changed` delivered something (-1: its own sites changed), and the resulting messages.
 */
export function decideAt(exchange: SessionState, speaker: number, changed: number): void {
  const { wiring, heard, used, saysToAll, medSeen, problem } = exchange;
  const own = ownAt(exchange, speaker);
  const was = used[speaker];
  const rules =
    problem.preferOlder && was
      ? withOlderRoute(exchange.rules, (route) => (route as HeldRoute).via === was.via)
      : exchange.rules;
  const now =
    own ??
    (medSeen[speaker] || changed < 0 || was?.learned === "own"
      ? choose(heard, wiring.hears[speaker], rules)
      : chooseAgain(heard, wiring.hears[speaker], rules, was, changed));
  if (isSameRoute(was, now)) return;
  const wasForAll = saysToAll[speaker];
  use(exchange, speaker, now);
  exchange.log.push({ atMs: exchange.nowMs, kind: "best", speaker, route: now, was });
  note(exchange.best, speaker, exchange.log.length, now);
  const tells = wiring.tells[speaker];
  const count = wasForAll || saysToAll[speaker] ? tells.length : wiring.tellsAnyway[speaker];
  for (let i = 0; i < count; i++) offer(exchange, tells[i]);
}

/** An origin considers only its own nearest site. */
function ownAt(exchange: SessionState, speaker: number): HeldRoute | undefined {
  const { problem, versions, wiring, sites, isOrigin } = exchange;
  if (!isOrigin[speaker]) return undefined;
  const { index, router } = wiring.speakers[speaker];
  const place = problem.routers(index)[router];
  let nearest = -1;
  const km = (site: number) => problem.km(place, versions.sites[site].place);
  sites.forEach((site, i) => {
    if (versions.sites[i].originIndex !== index || announcedBy(exchange, site) < 0 || site.missed) return;
    if (nearest < 0 || km(i) < km(nearest)) nearest = i;
  });
  if (nearest < 0) return undefined;
  const route = ownRoute(problem, problem.announcements[announcedBy(exchange, sites[nearest])]);
  return { ...route, heardBy: "ebgp", igpCost: 0, via: -1, passed: [] };
}

/** Sends a neighbour the change, if there is one; now, or when its MRAI timer expires. */
export function offer(exchange: SessionState, channel: number): void {
  const { wiring, exportedTo: told, waits, mraiUntilMs, nowMs, timing, isOpen } = exchange;
  const wire = wiring.wireOf[channel];
  if (!isOpen[wire]) return;
  const telling = tellingOver(exchange, channel);
  if (isSameTelling(telling, told[channel])) {
    waits[channel] = 0;
    return;
  }
  const { mrai } = timing;
  const isInside = channel >= wiring.between && wiring.channels[channel].kind === "ibgp";
  const intervalMs = isInside ? mrai.ibgpMs : mrai.ebgpMs;
  const isLimited = intervalMs > 0 && (telling.kind !== "nothing" || mrai.withdrawals);
  if (isLimited && nowMs < mraiUntilMs[channel]) {
    if (!waits[channel]) exchange.agenda.wakeAtMrai(mraiUntilMs[channel], channel, exchange.life[wire]);
    waits[channel] = 1;
    return;
  }
  waits[channel] = 0;
  told[channel] = telling;
  send(exchange, channel, telling);
  if (!isLimited) return;
  const [low, high] = mrai.jitter;
  mraiUntilMs[channel] = nowMs + intervalMs * (low + (high - low) * (high > low ? exchange.random() : 0));
}

/** Sends what has been waiting for the MRAI timer of a channel. */
export function mraiExpires(exchange: SessionState, channel: number): void {
  if (!exchange.waits[channel]) return;
  exchange.waits[channel] = 0;
  offer(exchange, channel);
}

function send(exchange: SessionState, channel: number, telling: Advertisement): void {
  const { wiring, onTheWay, nowMs, agenda, life } = exchange;
  const wire = wiring.wireOf[channel];
  const message = messageWith(exchange, channel, telling);
  let last = onTheWay[channel];
  while (last?.next) last = last.next;
  if (last) last.next = message;
  else onTheWay[channel] = message;
  agenda.deliver(nowMs + wiring.delayMs[wire], channel, life[wire]);
}
