// A priority queue of what is due: by time, and at one time by the order of planning. A binary heap whose times and numbers stand in
// arrays of numbers, so that comparing two items does not read the items.
export interface Planned {
  readonly atMs: number;
  /** Ascending in the order of planning. */
  readonly seq: number;
}

export interface DueQueue<T extends Planned> {
  readonly push: (item: T) => void;
  readonly peek: () => T | undefined;
  readonly pop: () => T | undefined;
  readonly size: () => number;
  /** All items, in no order. */
  readonly items: readonly T[];
}

export function dueQueue<T extends Planned>(): DueQueue<T> {
  const items: T[] = [];
  const times: number[] = [];
  const seqs: number[] = [];

  /** Puts an item at a place of the heap, or as far above it as it has to go. */
  function rise(item: T, at: number): void {
    const { atMs, seq } = item;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (times[above] < atMs || (times[above] === atMs && seqs[above] < seq)) break;
      move(above, at);
      at = above;
    }
    put(item, at);
  }
  /** Moves the smaller child up, again and again, into the place that the first item has left; returns the free place. */
  function sink(): number {
    const { length } = items;
    let free = 0;
    for (let child = 1; child < length; child = 2 * free + 1) {
      const right = child + 1;
      const isRight =
        right < length && (times[right] < times[child] || (times[right] === times[child] && seqs[right] < seqs[child]));
      if (isRight) child = right;
      move(child, free);
      free = child;
    }
    return free;
  }
  function move(from: number, to: number): void {
    items[to] = items[from];
    times[to] = times[from];
    seqs[to] = seqs[from];
  }
  function put(item: T, at: number): void {
    items[at] = item;
    times[at] = item.atMs;
    seqs[at] = item.seq;
  }
  return {
    items,
    size: () => items.length,
    peek: () => items[0],
    push: (item) => {
      rise(item, items.length);
    },
    pop: () => {
      const first = items[0];
      const last = items.pop();
      times.pop();
      seqs.pop();
      if (items.length > 0) rise(last!, sink());
      return first;
    },
  };
}
