// A cache by key, because explorers often return to a recent state and a frame is short.

/**
 * A function that returns the cached value of a key, and creates it if missing. Beyond `most` values the least recently used
 * one is removed. Defaults to no limit.
 * @example lruCache(8)("Paris", () => city("Paris").country) // "FR"
 */
export function lruCache<Value>(most = Infinity): (key: string, make: () => Value) => Value {
  const values = new Map<string, Value>();
  return (key, make) => {
    const value = values.has(key) ? values.get(key)! : make();
    values.delete(key);
    values.set(key, value); // at the end: a Map keeps its keys in insertion order
    if (values.size > most) values.delete(values.keys().next().value!);
    return value;
  };
}
