// Values that are made once and kept by a key: an explorer comes back to what it showed a moment ago, and a frame is short.

/**
 * A function that gives the value of a key, and makes it where it is not kept. Defaults to Of more than `most` values, all, the
 * one that was asked for least recently goes.
 * @example const outlines = kept<Outline[]>(8); outlines(view, () => draw(view))
 */
export function lruCache<Value>(most = Infinity): (key: string, make: () => Value) => Value {
  const values = new Map<string, Value>();
  return (key, make) => {
    const value = values.has(key) ? values.get(key)! : make();
    values.delete(key);
    values.set(key, value); // at the end: a Map has its keys in the order they were set
    if (values.size > most) values.delete(values.keys().next().value!);
    return value;
  };
}
