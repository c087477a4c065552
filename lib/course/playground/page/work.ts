// The reader's work: the text of the scenario, and the earlier texts for Undo. Kept in the browser, so that a closed tab loses nothing.
// Another tab of the page does not overwrite it until something is changed there.
import { recall, store } from "./stored.js";

/** Texts that Undo can return to, and how many characters they may have together. */
const MOST_STEPS = 200;
const MOST_KEPT = 4_000_000;
/** A larger text is not stored: browsers give a page about 5 MB. */
export const MOST_STORED = 1_500_000;
const KEY = "anycast-kit:playground";

export interface Work {
  readonly text: () => string;
  /** @param joins whether this change and the one before are undone together: letters that are typed */
  set(text: string, joins?: boolean): void;
  undo(): string | undefined;
  redo(): string | undefined;
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
}

export function openWork(first: string): Work {
  let now = recall(KEY) ?? first;
  let before: string[] = [];
  let after: string[] = [];
  let wasTyping = false;
  const move = (from: string[], to: string[]): string | undefined => {
    const next = from.pop();
    if (next === undefined) return undefined;
    to.push(now);
    now = next;
    wasTyping = false;
    keep(now);
    return now;
  };
  return {
    text: () => now,
    set(text, joins = false) {
      if (text === now) return;
      if (!(joins && wasTyping)) before.push(now);
      wasTyping = joins;
      after = [];
      let kept = 0;
      before = before.slice(-MOST_STEPS).filter((_text, i, all) => {
        kept = all.slice(i).reduce((sum, each) => sum + each.length, 0);
        return kept <= MOST_KEPT;
      });
      now = text;
      keep(now);
    },
    undo: () => move(before, after),
    redo: () => move(after, before),
    canUndo: () => before.length > 0,
    canRedo: () => after.length > 0,
  };
}

const keep = (text: string) => {
  if (text.length <= MOST_STORED) store(KEY, text);
};
