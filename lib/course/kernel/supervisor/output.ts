// The output of cells before it goes to Jupyter: collected as in ipykernel, in order, paced, and cut beyond a limit.
// One queue for all cells. A text joins the text before it, so that 100,000 prints become some dozen messages.
import type { Pace } from "./pace.js";
import type { Message } from "./wire.js";

/** How long text waits for more of its kind, ms (ipykernel waits 200). */
const gatherMs = 50;
/**
 * Limit on the characters of text in one message, and after the first million of a cell: JupyterLab draws all text of a cell again
 * with each message.
 */
const chunk = { first: 64 * 1024, later: 256 * 1024, from: 1_000_000 };
/** When this many messages wait, a cell that alternates between its two streams has each gathered separately, as in ipykernel. */
const crowd = 200;

/** How many messages of text still leave after a cell was stopped. */
const mostAfterStop = 4;

export interface OutputLimits {
  /** Most characters of text that a cell may print. */
  readonly text: number;
  /** Most characters of all figures that a cell may show. */
  readonly figures: number;
}
export const defaultLimits: OutputLimits = { text: 10_000_000, figures: 100_000_000 };

export const cutText =
  "\n[Output cut here: a cell may print 10 MB. The cell continues and its result is not affected; later output is not shown.]\n";
const cutFigures = "\n[Output cut here: a cell may show 100 MB of figures. Figures after this are not shown.]\n";
const cutByStop = "\n[Output cut here: the cell was stopped before all of its output was shown.]\n";

interface Item {
  readonly parent: Message;
  readonly type: string;
  content: Record<string, unknown>;
}

interface Account {
  text: number;
  figures: number;
}

export interface Output {
  stream(parent: Message, name: string, text: string): void;
  /** `display_data`, `update_display_data`, `execute_result` or `error`: keeps its place among the texts. */
  put(parent: Message, type: string, content: Record<string, unknown>): void;
  /** Resolves when everything put so far has been published. */
  flush(): Promise<void>;
  /** Drops most of the waiting text, with a note: the user pressed stop. */
  drop(parent: Message): void;
  pace: Pace;
}

export function outputQueue({
  publish,
  pace,
  limits = defaultLimits,
}: {
  readonly publish: (type: string, parent: Message, content: object) => void;
  readonly pace: Pace;
  readonly limits?: OutputLimits;
}): Output {
  let queue: Item[] = [];
  let timer: NodeJS.Timeout | null = null;
  const waiting: (() => void)[] = [];
  const accounts = new WeakMap<Message, Account>();

  const accountOf = (parent: Message): Account => {
    const account = accounts.get(parent) ?? { text: 0, figures: 0 };
    accounts.set(parent, account);
    return account;
  };
  const schedule = (ms: number) => (timer ??= setTimeout(drain, ms));

  function drain(): void {
    timer = null;
    let count = 0;
    for (const { type, parent, content } of queue) {
      // As the server counts: text in the form of JSON, where a line's end and a colour's escape take more, and its headers.
      const ms = output.pace.wait(type === "stream" ? Buffer.byteLength(JSON.stringify(content)) + 1000 : 0);
      if (ms > 0) break;
      publish(type, parent, content);
      count++;
    }
    queue = queue.slice(count);
    if (queue.length > 0) return void schedule(gatherMs);
    for (const done of waiting.splice(0)) done();
  }

  function add(parent: Message, name: string, text: string): void {
    const most = accountOf(parent).text < chunk.from ? chunk.first : chunk.later;
    const open = openText(parent, name);
    if (open && String(open.text).length + text.length <= most) open.text = String(open.text) + text;
    else queue.push({ parent, type: "stream", content: { name, text } });
  }

  /** The last message, if it is text of this stream. In a crowd also the one before it, but never past a figure or an error. */
  function openText(parent: Message, name: string): Item["content"] | undefined {
    const isText = (item: Item | undefined) => item?.parent === parent && item.type === "stream";
    const [before, last] = [queue.at(-2), queue.at(-1)];
    if (!isText(last)) return undefined;
    if (last?.content.name === name) return last.content;
    return queue.length >= crowd && isText(before) && before?.content.name === name ? before.content : undefined;
  }

  const output: Output = {
    pace,
    stream(parent, name, text) {
      const account = accountOf(parent);
      if (account.text > limits.text) return;
      const room = limits.text - account.text;
      const kept = text.length > room ? text.slice(0, room) : text;
      for (const piece of pieces(kept)) add(parent, name, piece);
      account.text += text.length;
      if (account.text > limits.text) add(parent, "stdout", cutText);
      schedule(gatherMs);
    },
    put(parent, type, content) {
      if (type !== "error" && type !== "execute_result") {
        const account = accountOf(parent);
        if (account.figures > limits.figures) return;
        account.figures += JSON.stringify(content.data ?? {}).length;
        if (account.figures > limits.figures) {
          add(parent, "stdout", cutFigures);
          return void schedule(gatherMs);
        }
        const id = displayId(content);
        const pending = id !== undefined && type === "update_display_data" ? queue.at(-1) : undefined;
        // Frames of an animation that were not shown yet: the newer replaces the older.
        if (pending && pending.parent === parent && displayId(pending.content) === id && pending.type === type) {
          pending.content = content;
          return;
        }
      }
      queue.push({ parent, type, content });
      schedule(gatherMs);
    },
    flush: () =>
      new Promise((done) => {
        waiting.push(done);
        if (timer) clearTimeout(timer);
        drain();
      }),
    drop(parent) {
      let kept = 0;
      const before = queue.length;
      queue = queue.filter((item) => item.parent !== parent || item.type !== "stream" || ++kept <= mostAfterStop);
      if (queue.length === before) return;
      add(parent, "stdout", cutByStop);
      accountOf(parent).text = Number.POSITIVE_INFINITY; // and no more of it
    },
  };
  return output;
}

const displayId = ({ transient }: Record<string, unknown>): unknown =>
  (transient as { display_id?: unknown } | undefined)?.display_id;

/** Cuts a long text into messages, never between the halves of a surrogate pair. */
function* pieces(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + chunk.first);
    const code = text.charCodeAt(to - 1);
    if (to < text.length && code >= 0xd800 && code <= 0xdbff) to--;
    yield text.slice(from, to);
    from = to;
  }
}
