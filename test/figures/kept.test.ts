import { describe, expect, it } from "vitest";
import { lruCache } from "../../lib/kit/figures/core/lru-cache.js";

describe("values that are kept", () => {
  it("are made once for each key, also where the value is nothing", () => {
    const made: string[] = [];
    const known = lruCache<string | undefined>();
    const ask = (key: string) => known(key, () => void made.push(key));
    for (const key of ["a", "b", "a", "b"]) ask(key);
    expect(made).toEqual(["a", "b"]);
  });

  it("make room for new ones: the one that was asked for least recently goes", () => {
    const made: string[] = [];
    const known = lruCache<string>(2);
    const ask = (key: string) => known(key, () => (made.push(key), key));
    for (const key of ["a", "b", "a", "c"]) expect(ask(key)).toBe(key);
    expect(made).toEqual(["a", "b", "c"]);
    ask("a"); // b went, for a was asked for after it
    expect(made).toEqual(["a", "b", "c"]);
    ask("b");
    expect(made).toEqual(["a", "b", "c", "b"]);
  });

  it("are not kept where making one fails", () => {
    const known = lruCache<number>();
    expect(() => known("a", () => { throw new RangeError("too far"); })).toThrow("too far"); // prettier-ignore
    expect(known("a", () => 1)).toBe(1);
  });
});
