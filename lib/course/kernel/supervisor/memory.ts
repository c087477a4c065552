// How much memory the cells of one kernel may use. A learner's endless list then costs one cell, not the machine.

/** MB; the longest lesson needs a third of it. */
export const defaultMemoryMb = 1024;

/** Reads a limit in MB. @throws Error for anything but an integer of at least 256 */
export function memoryLimit(text: string | undefined): number {
  if (text === undefined || text === "") return defaultMemoryMb;
  const megabytes = Number(text);
  if (!Number.isInteger(megabytes) || megabytes < 256)
    throw new Error(`The kernel's memory limit must be an integer of at least 256 MB (got ${text}).`);
  return megabytes;
}
