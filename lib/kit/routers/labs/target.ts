// How the scripts of a lab reach its nodes, by the tool that runs it.

/** How a lab's scripts reach its nodes. */
export interface Target {
  /** Shell functions for check.sh, collect.sh and restore.sh, which run in the lab's folder: `run NODE COMMAND...`, and `vty NODE COMMAND` (FRR) or `birdc_on NODE COMMAND`. */
  readonly head: string;
  /** The folder of the shared files, on a node. */
  readonly shared: string;
  /** The folder of process ids, on a node. Defaults to /tmp. */
  readonly pids?: string;
  /** Commands to start and stop the lab. */
  readonly start: string;
  readonly stop: string;
  /** What it needs, for its README. */
  readonly needs: string;
  /** The command that opens a shell on a node. */
  readonly shell: (node: string) => string;
  /** What labs of this kind are tested with, for its README. */
  readonly tested: string;
  /** Another paragraph for the lab's README. */
  readonly more?: string;
  /** Defaults to "frr". */
  readonly daemon?: "frr" | "bird";
  /** A shell function `load NODE` that brings a running node to the files of its stage; absent if the lab must be started again. */
  readonly load?: string;
}

/** The head of a lab's scripts. */
export const scriptHead = (functions: readonly string[]): string =>
  ['cd "$(dirname "$0")" || exit 3', ...functions].join("\n");
