// What every routing daemon that a plan can run on has in common: how it is started, asked, and understood.
import type { LargeCommunity } from "./communities.js";
import type { PlannedRouter, RoutersPlan } from "./plan.js";

export type DaemonName = "bird" | "frr";

/** The best route of a router to a prefix, as its daemon says it. */
export interface DaemonRoute {
  /** As the daemon writes it. */
  readonly prefix: string;
  /** The session it was learned by, as the plan calls it; "announced" at its origin. */
  readonly protocol: string;
  readonly path: readonly number[];
  readonly communities: readonly LargeCommunity[];
  /** Why it is the best, in the daemon's words, where it says. */
  readonly reason?: string;
}

export interface StartOptions {
  /** Whether routes go into the kernel's tables, so that packets are forwarded; else they stay in the daemon. */
  readonly forwards: boolean;
}

export interface Daemon {
  readonly name: DaemonName;
  /** As a person calls it. */
  readonly title: string;
  /** What has to be installed, and the Debian package that has it. */
  readonly programs: readonly { readonly name: string; readonly from: string }[];
  /**
   * How many looks in a row must show the same routes: no daemon has an MRAI here, an update goes on within milliseconds. More
   * where they are not what was expected: a slow machine is not to be taken for a difference.
   */
  readonly looks: { readonly quiet: number; readonly inDoubt: number };
  /** A script that prepares the private file system. */
  readonly prepare: string;
  /** A script that writes the configurations and starts every router of a plan. */
  readonly start: (plan: RoutersPlan, first: number, options: StartOptions) => string;
  /** A script that asks questions, and prints the answers with SEPARATOR behind each. */
  readonly ask: (questions: readonly string[]) => string;
  /** Questions to a router for its sessions, and for its routes. */
  readonly askSessions: (namespace: string) => string;
  readonly askRoutes: (namespace: string, plan: RoutersPlan) => string;
  /** Names of the router's sessions that are not established. */
  readonly sessionsDown: (answer: string, router: PlannedRouter) => readonly string[];
  readonly routes: (answer: string, router: PlannedRouter) => readonly DaemonRoute[];
}

/** Identifiers are written like IPv4 addresses. */
export const dotted = (id: number): string => [24, 16, 8, 0].map((bits) => (id >>> bits) & 255).join(".");
