// Removes all globals of the worker except the language and the functions that cells need. The page's policy blocks the network
// already; this also removes storage, other workers and access to the page. Names that are not listed here are removed.

/** Functions that the runtime still needs afterwards; no cell can reach them. */
export interface Powers {
  /** Runs a script in this worker, synchronously. */
  readonly load: (script: string) => void;
  readonly listen: typeof addEventListener;
}

const language =
  "globalThis self Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI " +
  "encodeURIComponent escape unescape Object Function Boolean Symbol Error AggregateError EvalError RangeError ReferenceError " +
  "SuppressedError SyntaxError TypeError URIError Number BigInt Math Date Temporal String RegExp Array Int8Array Uint8Array " +
  "Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array " +
  "Float64Array Map Set WeakMap WeakSet WeakRef FinalizationRegistry ArrayBuffer SharedArrayBuffer DataView Atomics JSON " +
  "Iterator AsyncIterator Promise Reflect Proxy Intl WebAssembly DisposableStack AsyncDisposableStack constructor hasOwnProperty " +
  "isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf __proto__ __defineGetter__ __defineSetter__ " +
  "__lookupGetter__ __lookupSetter__";
const web =
  "console setTimeout clearTimeout setInterval clearInterval queueMicrotask structuredClone performance Performance atob btoa " +
  "crypto Crypto SubtleCrypto CryptoKey TextEncoder TextDecoder URL URLSearchParams AbortController AbortSignal Event EventTarget " +
  "CustomEvent DOMException ReadableStream WritableStream TransformStream CompressionStream DecompressionStream " +
  "addEventListener removeEventListener dispatchEvent reportError " +
  "window"; // a worker has none: this one holds the document that Plot draws in (figures/chart/plot-document.ts)
const kept = new Set(`${language} ${web}`.split(" "));

/** Call it once, before the first cell. */
export function lockDown(): Powers {
  const scope = globalThis as unknown as { importScripts: (...urls: string[]) => void };
  const importScripts = scope.importScripts.bind(globalThis);
  const createUrl = URL.createObjectURL.bind(URL);
  const revokeUrl = URL.revokeObjectURL.bind(URL);
  const listen = addEventListener.bind<typeof addEventListener>(globalThis);
  const Script = Blob;

  for (
    let each: object | null = globalThis;
    each && each !== Object.prototype;
    each = Object.getPrototypeOf(each) as object
  )
    for (const name of Object.getOwnPropertyNames(each)) if (!kept.has(name)) remove(each, name);
  for (const name of ["createObjectURL", "revokeObjectURL"]) remove(URL, name);

  return {
    listen,
    load(script) {
      const url = createUrl(new Script([script], { type: "text/javascript" }));
      try {
        importScripts(url);
      } finally {
        revokeUrl(url);
      }
    },
  };
}

/** Deletes a property or, if the browser does not allow that, sets it to undefined. */
function remove(from: object, name: string): void {
  if (Reflect.deleteProperty(from, name)) return;
  try {
    Object.defineProperty(from, name, { value: undefined, writable: false, configurable: false });
  } catch {
    // A constant of the browser, such as a number, is harmless.
  }
}
