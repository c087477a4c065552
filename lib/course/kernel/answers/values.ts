// Values sent between two processes as data: arguments of a learner's function, and its result. A value from the other side may be
// hostile, so it is checked, built from new objects, and never contains code. A function stays in its process and is called there.
import { Buffer } from "node:buffer";

/** A value in JSON: primitive values as they are, others as tagged lists. */
type Coded = string | number | boolean | null | readonly [tag: string, ...rest: unknown[]];

interface Node {
  readonly kind: string;
  /** The sender's number of the object. */
  readonly id: number;
  readonly items: readonly unknown[];
  readonly text?: string;
}

export interface CodedValue {
  readonly root: Coded;
  readonly nodes: readonly Node[];
}

const typedArrays = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};
type TypedName = keyof typeof typedArrays;

type Callable = (...values: readonly unknown[]) => unknown;

export interface Values {
  encode(value: unknown): CodedValue;
  /** @throws TypeError if `coded` is not a coded value */
  decode(coded: unknown): unknown;
  /** The function that was sent with this number. @throws TypeError if there is none */
  sentFunction(id: number): Callable;
  /** Forgets all objects and functions sent and received. */
  forget(): void;
}

interface Received {
  readonly id: number;
  /** The entries it came with: an object sent back unchanged is the sender's own object again. */
  readonly entries: readonly unknown[];
  readonly text: string | undefined;
}

/** @param callRemote calls a function of the other side by its number */
export function createValues(callRemote: (id: number, values: readonly unknown[]) => unknown): Values {
  let sent = new Map<number, object>();
  let numbers = new Map<object, number>();
  let received = new Map<object, Received>();
  let stubs = new Map<number, Callable>();
  let next = 1;

  const numberOf = (value: object): number => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, next);
    sent.set(next, value);
    return next++;
  };

  function encode(value: unknown): CodedValue {
    const nodes: Node[] = [];
    const places = new Map<object, number>();
    const open: object[] = [];
    const unchanged = unchangedTest(received);
    const code = (each: unknown): Coded => {
      switch (typeof each) {
        case "string":
        case "boolean":
          return each;
        case "number":
          return Number.isFinite(each) && !Object.is(each, -0)
            ? each
            : ["number", Object.is(each, -0) ? "-0" : String(each)];
        case "undefined":
          return ["undefined"];
        case "bigint":
          return ["bigint", String(each)];
        case "symbol":
          return ["symbol", each.description ?? ""];
        case "function": {
          const remote = received.get(each);
          return remote ? ["yours", remote.id] : ["function", numberOf(each)];
        }
        default: {
          if (each === null) return null;
          const object = each as object;
          if (unchanged(object)) return ["yours", received.get(object)!.id];
          let place = places.get(object);
          if (place === undefined) {
            place = places.size;
            places.set(object, place);
            open.push(object);
          }
          return ["node", place];
        }
      }
    };
    const root = code(value);
    for (let i = 0; i < open.length; i++) {
      const { kind, entries, text } = partsOf(open[i]);
      nodes.push({ kind, id: numberOf(open[i]), items: entries.map(code), ...(text === undefined ? {} : { text }) });
    }
    return { root, nodes };
  }

  function decode(coded: unknown): unknown {
    const { root, nodes } = coded as CodedValue;
    if (!Array.isArray(nodes)) throw malformed();
    const shells: readonly object[] = nodes.map(shellOf);
    const value = (each: unknown): unknown => {
      if (each === null || typeof each === "string" || typeof each === "boolean" || typeof each === "number")
        return each;
      if (!Array.isArray(each)) throw malformed();
      const [tag, what] = each as [unknown, unknown];
      if (tag === "undefined") return undefined;
      if (tag === "number" && typeof what === "string") return Number(what);
      if (tag === "bigint" && typeof what === "string" && /^-?\d{1,10000}$/.test(what)) return BigInt(what);
      if (tag === "symbol" && typeof what === "string") return Symbol(what);
      if (!Number.isInteger(what)) throw malformed();
      if (tag === "node" && (what as number) in shells) return shells[what as number];
      if (tag === "yours" && sent.has(what as number)) return sent.get(what as number);
      if (tag === "function") return stubOf(what as number);
      throw malformed();
    };
    const result = value(root);
    for (const [i, node] of (nodes as readonly Node[]).entries()) {
      const entries = node.items.map(value);
      fill(shells[i], node.kind, entries);
      if (Number.isInteger(node.id)) received.set(shells[i], { id: node.id, entries, text: node.text });
    }
    return result;
  }

  function stubOf(id: number): Callable {
    const known = stubs.get(id);
    if (known) return known;
    const stub: Callable = (...values) => callRemote(id, values);
    stubs.set(id, stub);
    received.set(stub, { id, entries: [], text: undefined });
    return stub;
  }

  return {
    encode,
    decode,
    sentFunction(id) {
      const found = sent.get(id);
      if (typeof found !== "function") throw malformed();
      return found as Callable;
    },
    forget() {
      sent = new Map();
      numbers = new Map();
      received = new Map();
      stubs = new Map();
    },
  };
}

const malformed = () => new TypeError("The answer is not a value that can be read.");

/** Kind, entries and text of an object; a class's instance keeps its own properties only. */
function partsOf(value: object): { kind: string; entries: unknown[]; text?: string } {
  if (Array.isArray(value)) return { kind: "array", entries: Array.from(value) };
  if (value instanceof Map) return { kind: "map", entries: [...value].flat(1) };
  if (value instanceof Set) return { kind: "set", entries: [...value] };
  if (ArrayBuffer.isView(value)) {
    const kind = value.constructor.name in typedArrays ? value.constructor.name : "Uint8Array";
    return { kind, entries: [], text: bytesOf(value) };
  }
  if (value instanceof Date) return { kind: "date", entries: [value.getTime()] };
  if (value instanceof Promise) return { kind: "promise", entries: [] };
  if (value instanceof Error) return { kind: "error", entries: [String(value.name), String(value.message)] };
  return { kind: "object", entries: Object.entries(value).flat(1) };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

function shellOf(node: unknown): object {
  const { kind, items, text = "" } = (node ?? {}) as Partial<Node>;
  if (!Array.isArray(items) || typeof text !== "string") throw malformed();
  if (kind === "array") return [];
  if (kind === "map") return new Map();
  if (kind === "set") return new Set();
  if (kind === "object") return {};
  if (kind === "promise") return new Promise(() => {});
  if (kind === "date") return new Date(Number(items[0]));
  if (kind === "error") {
    const [name, message] = items as unknown[];
    return Object.assign(new Error(typeof message === "string" ? message : ""), {
      name: typeof name === "string" ? name : "Error",
    });
  }
  if (typeof kind === "string" && Object.hasOwn(typedArrays, kind)) {
    const bytes = Uint8Array.from(Buffer.from(text, "base64"));
    const type = typedArrays[kind as TypedName];
    if (bytes.length % type.BYTES_PER_ELEMENT !== 0) throw malformed();
    return new type(bytes.buffer);
  }
  throw malformed();
}

function fill(shell: object, kind: string, entries: readonly unknown[]): void {
  const pairs = () =>
    Array.from({ length: entries.length >> 1 }, (_, i) => [entries[2 * i], entries[2 * i + 1]] as const);
  if (kind === "array") for (const entry of entries) (shell as unknown[]).push(entry);
  else if (kind === "set") for (const entry of entries) (shell as Set<unknown>).add(entry);
  else if (kind === "map") for (const [key, value] of pairs()) (shell as Map<unknown, unknown>).set(key, value);
  else if (kind === "object")
    for (const [key, value] of pairs())
      Object.defineProperty(shell, String(key), { value, writable: true, enumerable: true, configurable: true });
}

/** Whether an object came from the other side and is unchanged since, with everything it refers to. */
function unchangedTest(received: ReadonlyMap<object, Received>): (value: object) => boolean {
  const known = new Map<object, boolean>();
  const same = (value: object): boolean => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const came = received.get(value);
    if (!came) return false;
    known.set(value, true); // in a cycle, the other objects decide
    const now = partsOf(value);
    const unchanged =
      now.text === came.text &&
      now.entries.length === came.entries.length &&
      now.entries.every((entry, i) => Object.is(entry, came.entries[i]) && (!isObject(entry) || same(entry)));
    known.set(value, unchanged);
    return unchanged;
  };
  return same;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
