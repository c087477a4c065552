// The built-in objects that the kernel itself needs after each cell. A cell may replace one by its own (a clock for a test, say), but
// without them no further cell could run.

/** What the kernel, tslab and Node use, as they were before any cell ran. */
// prettier-ignore
const needed = Object.entries({
  Array, Boolean, Buffer, Date, Error, Function, JSON, Map, Math, Number, Object, Promise, Proxy, Reflect, RegExp, Set, String, Symbol, TypeError, Uint8Array, WeakMap, WeakRef, WeakSet, clearTimeout, process, queueMicrotask, setImmediate, setTimeout,
});
const define = Object.defineProperty;

/** Puts back what is no longer of its kind; @returns the names that were lost. */
export function putBackBuiltIns(): string[] {
  const lost: string[] = [];
  for (let i = 0; i < needed.length; i++) {
    const [name, value] = needed[i];
    if (typeof (globalThis as Record<string, unknown>)[name] === typeof value) continue;
    define(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
    lost[lost.length] = name;
  }
  return lost;
}

/** A cell's error where it lost one of them. */
export class LostBuiltIns extends Error {
  override readonly name = "Error";
  constructor(names: readonly string[]) {
    super(
      `${names.join(", ")} of globalThis was replaced by something else; no cell runs without it, so it was put back.`,
    );
    this.stack = "";
  }
}
