// The timers of multicast routers, ms: the defaults of RFC 7761 (section 4.11) and RFC 3618 (section 5). Their state is soft:
// entries expire unless refreshed.

export const PIM_TIMERS = {
  /** A Join is repeated after this long (t_periodic), */
  joinMs: 60_000,
  /** and forgotten after this long without one: 3.5 times as much. */
  joinHoldMs: 210_000,
  /** After a Register-Stop a first-hop router is silent for this long (Register_Suppression_Time; drawn around it in reality), */
  registerMs: 60_000,
  /** and asks with a Null-Register this long before the end of it (Register_Probe_Time). */
  probeMs: 5000,
  /** A source expires after this long without a packet (Keepalive_Period). */
  sourceMs: 210_000,
} as const;

export const MSDP_TIMERS = {
  /**
   * Interval of advertisements of active sources (SA-Advertisement-Period); without sources a Keepalive is sent, as recommended
   * at the same interval.
   */
  advertiseMs: 60_000,
  /** A peer is lost after this long without a message (HoldTime-Period, the recommended value), */
  holdMs: 75_000,
  /** and contacted again after this long (ConnectRetry-Period). */
  retryMs: 30_000,
  /** Lifetime of a source learned from a peer (SG-State-Period): RFC 3618 gives no number; this is FRRouting's. */
  cacheMs: 210_000,
} as const;

/** Entries with an expiry time, by name. */
export type SoftState = ReadonlyMap<string, number>;

export const held = (state: SoftState, name: string, untilMs: number): SoftState => new Map(state).set(name, untilMs);

export function dropped(state: SoftState, name: string): SoftState {
  const rest = new Map(state);
  rest.delete(name);
  return rest;
}

/** The names that have not expired. */
export const alive = (state: SoftState, nowMs: number): string[] =>
  [...state].filter(([, untilMs]) => untilMs > nowMs).map(([name]) => name);
