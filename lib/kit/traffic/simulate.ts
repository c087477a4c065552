// The simulator: hosts that are state machines, a network that forwards, one clock. Only the simulator has side effects. Every
// packet is in the trace from creation to end.
import { eventClock, type Planned } from "./clock.js";
import type { Action, Host, Input } from "./endpoint.js";
import { checkTime, checkMtu, checkWhole, TrafficError } from "./error.js";
import { trafficFidelity } from "./fidelity.js";
import { addFragment, fragments, REASSEMBLY_MS, reassemblyKey, type Reassembly } from "./fragment.js";
import type { ForwardingStep, TrafficNetwork } from "./network.js";
import { HEADER, type Packet, type PacketDraft } from "./packet.js";
import type { Trace, TraceEntry } from "./trace.js";

/** An external event at a host. A host that goes down loses its state. */
export type HostEvent = { readonly atMs: number; readonly host: string } & (
  { readonly kind: "down" } | { readonly kind: "up" } | { readonly kind: "signal"; readonly signal: string }
);

export interface SimulationOptions {
  readonly network: TrafficNetwork;
  readonly hosts: readonly Host[];
  readonly happenings?: readonly HostEvent[];
  /** End of the run, ms. Defaults to one hour. */
  readonly untilMs?: number;
  /** Limit on events. Defaults to a million. */
  readonly maxEvents?: number;
  /** Whether a link loses this packet; pass a seeded random function. Defaults to no loss. */
  readonly loses?: (packet: Packet, node: string) => boolean;
}

export interface Run {
  readonly trace: Trace;
  /** "quiet": no event is left. */
  readonly ending: "quiet" | "out of time" | "too many events";
  /** The time of the last event, ms. */
  readonly endedMs: number;
  /** Events handled: packets, timers, external events. */
  readonly events: number;
  /** The final state of each host's program; see stateOf. */
  readonly states: ReadonlyMap<string, unknown>;
  /** What the model includes, and what it leaves out. */
  readonly fidelity: typeof trafficFidelity;
}

/**
 * What a host's program ended with.
 * @example stateOf(run, client).outcomes[0]?.reply?.server // "ns1.sea.example"
 * @throws TrafficError for a host that is not part of the run
 */
export function stateOf<State>({ states }: Run, host: Host<State>): State {
  if (states.has(host.name)) return states.get(host.name) as State;
  throw new TrafficError(`Unknown host ${host.name}; hosts are ${[...states.keys()].join(", ")}.`);
}

type ClockEvent =
  | { readonly kind: "at node"; readonly packet: Packet; readonly ttl: number; readonly node: string }
  | { readonly kind: "at host"; readonly packet: Packet; readonly ttl: number; readonly host: string }
  | { readonly kind: "timer"; readonly host: string; readonly timer: string }
  | { readonly kind: "reassembly"; readonly host: string; readonly key: string }
  | { readonly kind: "happening"; readonly happening: HostEvent }
  | { readonly kind: "change"; readonly label: string };

/** A host during the run. */
interface Running {
  readonly host: Host;
  state: unknown;
  label?: string;
  isUp: boolean;
  waiting: Reassembly;
  readonly timers: Map<string, Planned<ClockEvent>>;
}

/**
 * Runs hosts over a network until nothing is left to happen.
 * @example simulate({ network: lan, hosts: [client, server] }).ending // "quiet"
 * @throws TrafficError for two hosts of one name, a host at no node, a happening to no host, a time below zero
 */
export function simulate(options: SimulationOptions): Run {
  const { network, hosts, happenings = [], untilMs = 3_600_000, maxEvents = 1_000_000, loses } = options;
  checkTime(untilMs, "untilMs");
  checkWhole(maxEvents, "maxEvents", 0);
  const clock = eventClock<ClockEvent>();
  const trace: TraceEntry[] = [];
  const forwarder = network.open();
  const running = startHosts(network, hosts);
  let packets = 0;
  const named = (name: string, what: string): Running => {
    const found = running.get(name);
    if (found) return found;
    throw new TrafficError(`${what}: unknown host ${name}; hosts are ${[...running.keys()].join(", ")}.`);
  };

  const make = (draft: PacketDraft, at: string, about?: number): Packet => {
    checkWhole(draft.size, `The size of a packet from ${at}`, HEADER.ip, LARGEST);
    const packet = { ttl: 64, ...draft, id: packets++ };
    trace.push({ atMs: clock.nowMs(), kind: "sent", packet, at, ...(about !== undefined && { about }) });
    return packet;
  };
  const drop = (packet: Packet, at: string, why: string) =>
    trace.push({ atMs: clock.nowMs(), kind: "dropped", packet, at, why });

  /** A node handles a packet: forwards it, fragments it, reports an error, or drops it. */
  function forward(packet: Packet, node: string, ttl = packet.ttl): void {
    if (ttl <= 1) return void drop(packet, node, "TTL expired");
    if (loses?.(packet, node)) return void drop(packet, node, "lost on the link");
    const way = forwarder.forward(packet, node, clock.nowMs());
    if (way.kind === "drop") return void drop(packet, node, way.why);
    if (way.mtu !== undefined && packet.size > way.mtu) return tooBig(packet, ttl, node, way, way.mtu);
    move(packet, ttl - 1, node, way);
  }
  function move(packet: Packet, ttl: number, node: string, way: Exclude<ForwardingStep, { kind: "drop" }>): void {
    const to = way.kind === "node" ? way.node : way.host;
    const untilMs = clock.nowMs() + way.delayMs;
    trace.push({ atMs: clock.nowMs(), kind: "hop", packet: packet.id, from: node, to, untilMs });
    if (way.kind === "node") clock.plan(way.delayMs, { kind: "at node", packet, ttl, node: to });
    else if (running.has(to)) clock.plan(way.delayMs, { kind: "at host", packet, ttl, host: to });
    else named(to, `Node ${node} delivers to ${to}`);
  }
  function tooBig(
    packet: Packet,
    ttl: number,
    node: string,
    way: Exclude<ForwardingStep, { kind: "drop" }>,
    mtu: number,
  ): void {
    checkMtu(mtu, `The link from ${node}`);
    if (!packet.df) {
      const parts = fragments({ ...packet, ttl }, mtu);
      trace.push({ atMs: clock.nowMs(), kind: "split", packet, at: node, into: parts.length });
      for (const part of parts) move(make(part, node, packet.id), ttl - 1, node, way);
      return;
    }
    drop(packet, node, `larger than the MTU of ${mtu}`);
    const src = network.addressOf(node);
    if (src === undefined || packet.protocol === "icmp") return;
    const about = { src: packet.src, dst: packet.dst, protocol: packet.protocol, ...portsOf(packet) };
    const size = HEADER.ip + HEADER.icmp + HEADER.ip + 8; // carries the start of the packet in question
    const error = { src, dst: packet.src, protocol: "icmp", size, df: false } as const;
    forward(make({ ...error, payload: { kind: "too big", mtu, about } }, node, packet.id), node);
  }

  function receive(packet: Packet, name: string): void {
    const here = running.get(name)!;
    if (!here.isUp) return void drop(packet, name, "host is down");
    trace.push({ atMs: clock.nowMs(), kind: "received", packet, at: name });
    if (!packet.fragment) return step(here, { kind: "packet", packet });
    const { waiting, whole } = addFragment(here.waiting, packet);
    here.waiting = waiting;
    const key = reassemblyKey(packet);
    if (whole) step(here, { kind: "packet", packet: whole });
    else if (waiting.get(key)!.length === 1) clock.plan(REASSEMBLY_MS, { kind: "reassembly", host: name, key });
  }
  function step(here: Running, input: Input): void {
    const { name, program, node } = here.host;
    const { state, actions = [] } = program.step(here.state, input, clock.nowMs());
    here.state = state;
    const label = program.label?.(state);
    if (label !== undefined && label !== here.label) {
      here.label = label;
      trace.push({ atMs: clock.nowMs(), kind: "state", at: name, label });
    }
    for (const action of actions) act(here, name, node, action);
  }
  function act(here: Running, name: string, node: string, action: Action): void {
    if (action.kind === "send") {
      const packet = make(action.packet, name);
      return move(packet, packet.ttl, name, { kind: "node", node, delayMs: network.uplinkMs(name) });
    }
    if (action.kind === "note") {
      const { text, tone } = action;
      trace.push({ atMs: clock.nowMs(), kind: "note", at: name, text, ...(tone && { tone }) });
      return;
    }
    const old = here.timers.get(action.timer);
    if (old) clock.callOff(old);
    here.timers.delete(action.timer);
    if (action.kind === "set timer")
      here.timers.set(action.timer, clock.plan(action.inMs, { kind: "timer", host: name, timer: action.timer }));
  }
  function happen(happening: HostEvent): void {
    const here = running.get(happening.host)!;
    const what = happening.kind === "signal" ? `receives signal: ${happening.signal}` : `is ${happening.kind}`;
    trace.push({ atMs: clock.nowMs(), kind: "change", label: `${happening.host} ${what}` });
    if (happening.kind === "signal") {
      if (here.isUp) step(here, { kind: "signal", signal: happening.signal });
      return;
    }
    here.isUp = happening.kind === "up";
    here.state = here.host.program.initial;
    here.waiting = new Map();
    for (const timer of here.timers.values()) clock.callOff(timer);
    here.timers.clear();
    if (here.isUp) step(here, { kind: "start" });
  }
  function handle(event: ClockEvent): void {
    switch (event.kind) {
      case "at node":
        return forward(event.packet, event.node, event.ttl);
      case "at host":
        return receive({ ...event.packet, ttl: event.ttl }, event.host);
      case "timer": {
        const here = running.get(event.host)!;
        here.timers.delete(event.timer);
        trace.push({ atMs: clock.nowMs(), kind: "timer", at: event.host, timer: event.timer });
        return step(here, { kind: "timer", timer: event.timer });
      }
      case "reassembly": {
        const here = running.get(event.host)!;
        if (!here.waiting.has(event.key)) return;
        here.waiting = new Map([...here.waiting].filter(([key]) => key !== event.key));
        const text = "gives up on a datagram of which parts never came";
        trace.push({ atMs: clock.nowMs(), kind: "note", at: event.host, text, tone: "bad" });
        return;
      }
      case "happening":
        return happen(event.happening);
      case "change":
        trace.push({ atMs: clock.nowMs(), kind: "change", label: event.label });
    }
  }

  for (const { atMs, label } of network.changes) clock.plan(checkTime(atMs, label), { kind: "change", label });
  for (const happening of happenings) {
    named(happening.host, `Something happens at ${happening.atMs} ms`);
    clock.plan(checkTime(happening.atMs, `Something happens to ${happening.host}`), { kind: "happening", happening });
  }
  for (const here of running.values()) step(here, { kind: "start" });
  let events = 0;
  let ending: Run["ending"] = "quiet";
  for (let event = clock.next(untilMs); event; event = clock.next(untilMs)) {
    if (events++ >= maxEvents) {
      ending = "too many events";
      break;
    }
    handle(event);
  }
  if (ending === "quiet" && clock.pending() > 0) ending = "out of time";
  const states = new Map([...running].map(([name, { state }]) => [name, state]));
  return { trace, ending, endedMs: clock.nowMs(), events, states, fidelity: trafficFidelity };
}

/** Total Length has 16 bits (RFC 791, section 3.1). */
const LARGEST = 65_535;

const portsOf = ({ srcPort, dstPort }: Packet) => (srcPort === undefined ? {} : { srcPort, dstPort });

function startHosts(network: TrafficNetwork, hosts: readonly Host[]): Map<string, Running> {
  const running = new Map<string, Running>();
  for (const host of hosts) {
    if (running.has(host.name)) throw new TrafficError(`Duplicate host ${host.name}. Give each host its own name.`);
    if (!network.hasNode(host.node)) throw new TrafficError(`Host ${host.name}: the network has no node ${host.node}.`);
    const waiting: Reassembly = new Map();
    running.set(host.name, { host, state: host.program.initial, isUp: true, waiting, timers: new Map() });
  }
  return running;
}
