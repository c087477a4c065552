// A priority queue of what is due: by time, and at one time by the order of planning. A binary heap in columns of numbers: there are
// tens of thousands of messages and timers, and as objects most of them would be copied by the garbage collector before they are due.

/** Something that is due: a timer, or the delivery of the oldest message of a channel. */
export interface Due {
  readonly atMs: number;
  /** Ascending in the order of planning. */
  readonly seq: number;
  /** The channel whose oldest message arrives, or whose MRAI timer expires; -1 for any other timer. */
  readonly channel: number;
  readonly isMrai: boolean;
  /** The incarnation of the session that the message belongs to; the message is dropped when the session ends. */
  readonly life: number;
  readonly timer: Timer | undefined;
}

export interface Timer {
  /** Identifies the timer, so that two states can be compared. */
  readonly label: string;
  readonly run: () => void;
}

export interface DueQueue {
  readonly push: (due: Due) => void;
  /** The time of the first; Infinity when nothing is due. */
  readonly firstMs: () => number;
  readonly pop: () => Due | undefined;
  readonly size: () => number;
  /** All that is due, in no order. */
  readonly items: () => Due[];
}

export function dueQueue(): DueQueue {
  let size = 0;
  let times = new Float64Array(64);
  let seqs = new Int32Array(64);
  /** Twice the channel, and 1 more for its MRAI timer; negative for any other timer. */
  let codes = new Int32Array(64);
  let lives = new Int32Array(64);
  /** The other timers, by `seq`: there are few. */
  const timers = new Map<number, Timer>();

  function grow(): void {
    const larger = <T extends Float64Array | Int32Array>(of: T, column: T): T => (column.set(of), column);
    times = larger(times, new Float64Array(2 * size));
    seqs = larger(seqs, new Int32Array(2 * size));
    codes = larger(codes, new Int32Array(2 * size));
    lives = larger(lives, new Int32Array(2 * size));
  }
  function put(at: number, atMs: number, seq: number, code: number, life: number): void {
    times[at] = atMs;
    seqs[at] = seq;
    codes[at] = code;
    lives[at] = life;
  }
  const move = (from: number, to: number) => {
    put(to, times[from], seqs[from], codes[from], lives[from]);
  };
  /** Puts an item at a place of the heap, or as far above it as it has to go. */
  function rise(at: number, atMs: number, seq: number, code: number, life: number): void {
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (times[above] < atMs || (times[above] === atMs && seqs[above] < seq)) break;
      move(above, at);
      at = above;
    }
    put(at, atMs, seq, code, life);
  }
  /** Moves the smaller child up, again and again, into the place that the first item has left; returns the free place. */
  function sink(): number {
    let free = 0;
    for (let child = 1; child < size; child = 2 * free + 1) {
      const right = child + 1;
      const isRight =
        right < size && (times[right] < times[child] || (times[right] === times[child] && seqs[right] < seqs[child]));
      if (isRight) child = right;
      move(child, free);
      free = child;
    }
    return free;
  }
  function dueAt(at: number): Due {
    const [seq, code] = [seqs[at], codes[at]];
    return {
      atMs: times[at],
      seq,
      channel: code < 0 ? -1 : code >> 1,
      isMrai: code >= 0 && (code & 1) === 1,
      life: lives[at],
      timer: code < 0 ? timers.get(seq) : undefined,
    };
  }
  return {
    items: () => Array.from({ length: size }, (_none, at) => dueAt(at)),
    size: () => size,
    firstMs: () => (size > 0 ? times[0] : Infinity),
    push: ({ atMs, seq, channel, isMrai, life, timer }) => {
      if (size === times.length) grow();
      if (timer) timers.set(seq, timer);
      rise(size++, atMs, seq, timer ? -1 : 2 * channel + Number(isMrai), life);
    },
    pop: () => {
      if (size === 0) return undefined;
      const first = dueAt(0);
      if (first.timer) timers.delete(first.seq);
      const last = --size;
      if (last > 0) rise(sink(), times[last], seqs[last], codes[last], lives[last]);
      return first;
    },
  };
}
