// Entry of the bundle dist/browser.js: runs the explorers of a page or a notebook in the reader's browser.
// Safe to run twice: a kit of the same version already on the page scans it again.
import { startRuntime, type Runtime } from "./runtime.js";

/** Inserted by the build: the version of the library. */
declare const ANYCAST_VERSION: string;

const page = globalThis as { __anycastKit?: Runtime };

if (page.__anycastKit?.version === ANYCAST_VERSION) page.__anycastKit.wake();
else {
  page.__anycastKit?.stop();
  page.__anycastKit = startRuntime(ANYCAST_VERSION);
}
