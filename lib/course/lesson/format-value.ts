// Formats a value for messages to learners: short, on one line, the same in every host.

const longest = 8;

/** Such as `"B"`, `0.3333`, `[1, 2, 3]`, `{ A: 5, B: 6 }`, `Map { A → 5 }`; long lists end in "and 4 more". */
export function formatValue(value: unknown, depth = 3): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "bigint":
      return `${value}n`;
    case "function":
      return value.name ? `the function ${value.name}` : "a function";
    case "number":
      return formatNumber(value);
    case "object":
      return value === null ? "null" : formatObject(value, depth);
    default:
      return String(value);
  }
}

function formatNumber(value: number): string {
  return Object.is(value, -0) ? "0" : Number.isFinite(value) ? String(Number(value.toPrecision(10))) : String(value);
}

function formatObject(value: object, depth: number): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if ("bits" in value && "text" in value) return String(value.text); // an address or a prefix
  if (depth === 0) return Array.isArray(value) ? "[…]" : "{…}";
  const inner = (each: unknown) => formatValue(each, depth - 1);
  if (Array.isArray(value)) return enclose("[", value.map(inner), "]", "");
  if (ArrayBuffer.isView(value)) return enclose("[", Array.from(value as Uint8Array, inner), "]", "");
  if (value instanceof Set) return enclose("Set {", [...(value as Set<unknown>)].map(inner), "}");
  if (value instanceof Map) {
    const entries = [...(value as Map<unknown, unknown>)];
    return enclose(
      "Map {",
      entries.map(([key, each]) => `${plainKey(key, inner)} → ${inner(each)}`),
      "}",
    );
  }
  return enclose(
    "{",
    Object.entries(value).map(([key, each]) => `${plainKey(key, inner)}: ${inner(each)}`),
    "}",
  );
}

/** A key is shown without quotes if unambiguous. */
function plainKey(key: unknown, inner: (key: unknown) => string): string {
  return typeof key === "string" && /^[\p{L}_][\p{L}\p{N}_ -]*$/u.test(key) ? key : inner(key);
}

function enclose(open: string, parts: readonly string[], close: string, pad = " "): string {
  if (parts.length === 0) return open + close;
  const more = parts.length - longest;
  const shown = more > 0 ? [...parts.slice(0, longest), `and ${more} more`] : parts;
  return open + pad + shown.join(", ") + pad + close;
}
