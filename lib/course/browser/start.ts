// Starts the explorers of a document. Safe to call twice: a kit of the same version already on the page scans it again.
import { startRuntime, type Runtime } from "./runtime.js";

/** Inserted by the build: the version of the library. */
declare const ANYCAST_VERSION: string;

export function startExplorers(): void {
  const page = globalThis as { __anycastKit?: Runtime };
  if (page.__anycastKit?.version === ANYCAST_VERSION) return page.__anycastKit.wake();
  page.__anycastKit?.stop();
  page.__anycastKit = startRuntime(ANYCAST_VERSION);
}
