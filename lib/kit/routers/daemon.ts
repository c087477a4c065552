// The interface of a routing daemon that can run a plan: start, query, and parse its output.
import type { LargeCommunity } from "./communities.js";
import type { PlannedRouter, RoutersPlan } from "./plan.js";
import type { RouterState } from "./router-state.js";

export type DaemonName = "bird" | "frr";

/** The best route of a router to a prefix, as reported by its daemon. */
export interface DaemonRoute {
  /** As the daemon writes it. */
  readonly prefix: string;
  /** The session it was learned from, as named in the plan; "announced" at its origin. */
  readonly protocol: string;
  readonly path: readonly number[];
  readonly communities: readonly LargeCommunity[];
  /** The daemon's reason for the choice, if it reports one. */
  readonly reason?: string;
}

export interface StartOptions {
  /** Whether routes go into the kernel's tables, so that packets are forwarded; else they stay in the daemon. */
  readonly forwards: boolean;
  /** The state of a router at the start. Defaults to the plan's. */
  readonly stateOf?: (router: PlannedRouter) => RouterState;
}

export interface Daemon {
  readonly name: DaemonName;
  /** Display name. */
  readonly title: string;
  /** Required programs, and their Debian package. */
  readonly programs: readonly { readonly name: string; readonly from: string }[];
  /**
   * Number of consecutive polls that must show the same routes. No daemon has an MRAI here, so updates take milliseconds. More
   * polls if the routes differ from the model, so that a slow machine does not count as a difference.
   */
  readonly looks: { readonly quiet: number; readonly inDoubt: number };
  /** A script that prepares the private file system. */
  readonly prepare: string;
  /** A script that writes the configurations and starts every router of a plan. */
  readonly start: (plan: RoutersPlan, first: number, options: StartOptions) => string;
  /** A script that brings a running router into a state; it may run twice. */
  readonly change: (plan: RoutersPlan, router: PlannedRouter, first: number, state: RouterState) => string;
  /** A script that runs queries, and prints the answers with SEPARATOR after each. */
  readonly ask: (questions: readonly string[]) => string;
  /** Queries to a router for its sessions. */
  readonly askSessions: (namespace: string) => string;
  /** Queries to a router for its routes. */
  readonly askRoutes: (namespace: string, plan: RoutersPlan) => string;
  /** Names of the router's sessions that are not established. */
  readonly sessionsDown: (answer: string, router: PlannedRouter) => readonly string[];
  /** The routes in its answer. */
  readonly routes: (answer: string, router: PlannedRouter) => readonly DaemonRoute[];
}

/** Identifiers are written like IPv4 addresses. */
export const dotted = (id: number): string => [24, 16, 8, 0].map((bits) => (id >>> bits) & 255).join(".");

/** More prefixes than a lesson announces; a session that exceeds it is shut down. */
export const MOST_PREFIXES = 100;
