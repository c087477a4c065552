// The one error the kernel's host side throws: what failed, in which cell and line, in words a learner can act on.

export type KernelFailure =
  /** A cell threw, or does not compile. */
  | "cell"
  /** A cell ran longer than it may. */
  | "timeout"
  /** The kernel's process ended by itself. */
  | "died"
  /** No kernel is registered, or it does not start. */
  | "kernel"
  /** No Python, or Python without nbclient. */
  | "jupyter"
  /** Not a notebook. */
  | "notebook"
  /** The caller asked to stop. */
  | "stopped";

export class KernelError extends Error {
  override readonly name = "KernelError";
  readonly failure: KernelFailure;
  /** The id of the cell that was running, as the notebook file has it. */
  readonly cellId: string | undefined;
  /** The line in that cell, from 1, where the kernel said it. */
  readonly line: number | undefined;
  /** The error as the kernel named it. */
  readonly ename: string | undefined;
  readonly evalue: string | undefined;
  readonly traceback: readonly string[];

  constructor(
    message: string,
    about: {
      readonly failure: KernelFailure;
      readonly cellId?: string;
      readonly line?: number;
      readonly ename?: string;
      readonly evalue?: string;
      readonly traceback?: readonly string[];
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: about.cause });
    this.failure = about.failure;
    this.cellId = about.cellId;
    this.line = about.line;
    this.ename = about.ename;
    this.evalue = about.evalue;
    this.traceback = about.traceback ?? [];
  }
}
