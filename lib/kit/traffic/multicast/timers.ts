// The timers of multicast routers, ms: the defaults of RFC 7761 (section 4.11) and RFC 3618 (section 5). All that they hold is soft
// state: what nobody repeats is forgotten.

export const PIM_TIMERS = {
  /** A Join is repeated after this long (t_periodic), */
  joinMs: 60_000,
  /** and forgotten after this long without one: 3.5 times as much. */
  joinHoldMs: 210_000,
  /** After a Register-Stop a first-hop router is silent for so long (Register_Suppression_Time; drawn around it in reality), */
  registerMs: 60_000,
  /** and asks with a Null-Register this long before the end of it (Register_Probe_Time). */
  probeMs: 5000,
  /** A source that nothing is heard of for so long is gone (Keepalive_Period). */
  sourceMs: 210_000,
} as const;

export const MSDP_TIMERS = {
  /** Active sources are told again after this long (SA-Advertisement-Period); with none, a Keepalive goes, recommended as often. */
  advertiseMs: 60_000,
  /** A peer not heard for so long is lost (HoldTime-Period, the recommended value), */
  holdMs: 75_000,
  /** and called again after this long (ConnectRetry-Period). */
  retryMs: 30_000,
  /** What a peer told is believed for so long (SG-State-Period): RFC 3618 gives no number, FRRouting takes this. */
  cacheMs: 210_000,
} as const;

/** Things held until an instant, by name. */
export type SoftState = ReadonlyMap<string, number>;

export const held = (state: SoftState, name: string, untilMs: number): SoftState => new Map(state).set(name, untilMs);

export function dropped(state: SoftState, name: string): SoftState {
  const rest = new Map(state);
  rest.delete(name);
  return rest;
}

/** The names that are held still. */
export const alive = (state: SoftState, nowMs: number): string[] =>
  [...state].filter(([, untilMs]) => untilMs > nowMs).map(([name]) => name);
