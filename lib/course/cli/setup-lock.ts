// The set-up lock that lib/cli/lock.mjs took before this code was compiled.

export interface Lock {
  /** Adds a program that runs under this lock. */
  readonly add: (pid: number) => void;
  readonly release: () => void;
}

let held: Lock | undefined;

export const holdLock = (lock: Lock | undefined) => {
  held = lock;
};
export const workUnderLock = (pid: number) => held?.add(pid);
export const releaseLock = () => {
  held?.release();
  held = undefined;
};
