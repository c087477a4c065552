// The exchange of routes, the three steps of BGP (RFC 4271, 9.1 and 9.2): a message goes into the Adj-RIB-In, the decision
// process updates the Loc-RIB, and what changed goes out, at once or when the MRAI timer allows.
import { ownRoute } from "../bgp/index.js";
import { note } from "./replay/history.js";
import { choose, chooseAgain, isSameRoute, type HeldRoute } from "./loc-rib.js";
import { isAnnounced, type SessionState, type Advertisement } from "./state.js";
import { isForAll, isSameTelling, tellingOver } from "./advertisement.js";

/** The oldest message of a channel arrives. */
export function receive(exchange: SessionState, channel: number): void {
  const { wiring, heard, onTheWay, log, nowMs, medSeen } = exchange;
  const { telling, sentMs, sentStep } = onTheWay[channel]!.shift()!;
  const { route, refused } = telling;
  const kind = telling.kind === "nothing" ? "withdrawal" : "update";
  const { to } = wiring.channels[channel];
  log.push({ atMs: nowMs, kind, channel, sentMs, sentStep, route, refused });
  exchange.messages[`${kind}s`]++;
  heard[channel] = route;
  if (route && route.med !== 0) medSeen[to] = 1;
  decideAt(exchange, to, channel);
}

/**
 * The decision process of a speaker, after `changed` delivered something (-1: its own sites changed), and the resulting messages.
 */
export function decideAt(exchange: SessionState, speaker: number, changed: number): void {
  const { wiring, heard, used, rules, medSeen } = exchange;
  const own = ownAt(exchange, speaker);
  const was = used[speaker];
  const now =
    own ??
    (medSeen[speaker] || changed < 0 || was?.learned === "own"
      ? choose(heard, wiring.hears[speaker], rules)
      : chooseAgain(heard, wiring.hears[speaker], rules, was, changed));
  if (isSameRoute(was, now)) return;
  used[speaker] = now;
  exchange.log.push({ atMs: exchange.nowMs, kind: "best", speaker, route: now, was });
  note(exchange.best, speaker, exchange.log.length, now);
  const tells = wiring.tells[speaker];
  const isNews = isForAll(exchange, speaker, was) || isForAll(exchange, speaker, now);
  const count = isNews ? tells.length : wiring.tellsAnyway[speaker];
  for (let i = 0; i < count; i++) offer(exchange, tells[i]);
}

/** An origin considers only its own nearest site. */
function ownAt({ problem, versions, wiring, sites }: SessionState, speaker: number): HeldRoute | undefined {
  const { index, router } = wiring.speakers[speaker];
  if (router < 0 || !problem.origins.has(index)) return undefined;
  const place = problem.routers(index)[router];
  let nearest = -1;
  const km = (site: number) => problem.km(place, versions.sites[site].place);
  sites.forEach((site, i) => {
    if (versions.sites[i].originIndex !== index || !isAnnounced(site) || site.missed) return;
    if (nearest < 0 || km(i) < km(nearest)) nearest = i;
  });
  if (nearest < 0) return undefined;
  const route = ownRoute(problem, problem.announcements[sites[nearest].version]);
  return { ...route, heardBy: "ebgp", igpCost: 0, via: -1, passed: [] };
}

/** Sends a neighbour the change, if there is one; now, or when its MRAI timer expires. */
export function offer(exchange: SessionState, channel: number): void {
  const { wiring, exportedTo: told, waits, mraiUntilMs, nowMs, timing, isOpen } = exchange;
  const { wire, kind } = wiring.channels[channel];
  if (!isOpen[wire]) return;
  const telling = tellingOver(exchange, channel);
  if (isSameTelling(telling, told[channel])) {
    waits[channel] = 0;
    return;
  }
  const { mrai } = timing;
  const intervalMs = kind === "ibgp" ? mrai.ibgpMs : mrai.ebgpMs;
  const isLimited = intervalMs > 0 && (telling.kind !== "nothing" || mrai.withdrawals);
  if (isLimited && nowMs < mraiUntilMs[channel]) {
    if (!waits[channel]) wakeAtMrai(exchange, channel);
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

function wakeAtMrai(exchange: SessionState, channel: number): void {
  const life = exchange.life[exchange.wiring.channels[channel].wire];
  exchange.agenda.wake(exchange.mraiUntilMs[channel], {
    label: `mrai ${channel} ${life}`,
    run: () => {
      if (exchange.life[exchange.wiring.channels[channel].wire] !== life || !exchange.waits[channel]) return;
      exchange.waits[channel] = 0;
      offer(exchange, channel);
    },
  });
}

function send(exchange: SessionState, channel: number, telling: Advertisement): void {
  const { wiring, onTheWay, nowMs, log, agenda, life } = exchange;
  const { wire, delayMs } = wiring.channels[channel];
  (onTheWay[channel] ??= []).push({ telling, sentMs: nowMs, sentStep: log.length });
  agenda.deliver(nowMs + delayMs, channel, life[wire]);
}
