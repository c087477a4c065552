// AS paths as linked nodes in typed arrays: putting an AS in front of a path is one new node, whatever the path's length.

export interface Paths {
  /** The empty path. */
  readonly empty: number;
  /** The path with one more AS in front. */
  prepend(as: number, path: number): number;
  holds(path: number, as: number): boolean;
  same(one: number, other: number): boolean;
  /** Whether a path equals another one with this AS prepended. */
  extends(path: number, as: number, rest: number): boolean;
}

export function paths(): Paths {
  let front = new Int32Array(1 << 12);
  let rest = new Int32Array(1 << 12);
  let count = 1; // node 0 is the empty path
  const same = (one: number, other: number): boolean => {
    let a = one;
    let b = other;
    while (a !== b) {
      if (a === 0 || b === 0 || front[a] !== front[b]) return false;
      a = rest[a];
      b = rest[b];
    }
    return true;
  };
  return {
    empty: 0,
    prepend(as, path) {
      if (count === front.length) {
        const larger = [new Int32Array(count * 2), new Int32Array(count * 2)];
        larger[0].set(front);
        larger[1].set(rest);
        [front, rest] = larger;
      }
      front[count] = as;
      rest[count] = path;
      return count++;
    },
    holds(path, as) {
      for (let node = path; node !== 0; node = rest[node]) if (front[node] === as) return true;
      return false;
    },
    same,
    extends: (path, as, others) => path !== 0 && front[path] === as && same(rest[path], others),
  };
}
