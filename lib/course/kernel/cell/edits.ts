// Edits to a text that never change its line breaks, and the mapping from a column of the new text to the old one.

export interface Edits {
  /**
   * Puts `text` at an offset. A place inside it stands for the offset `origin`, which defaults to `at`; so do the next
   * `reach` characters (V8 names the parenthesis of a call where the learner looks for the name).
   */
  insert(at: number, text: string, origin?: number, reach?: number): void;
  /** Replaces what stands from one offset to another; line breaks in between are kept, behind `text`. */
  replace(from: number, to: number, text: string): void;
  apply(): {
    readonly code: string;
    /** From a column of the new text to the column of the old one, on the same line; all count from 0. */
    readonly originalColumn: (line: number, column: number) => number;
  };
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly origin: number;
  readonly reach: number;
}

export function editsOf(source: string): Edits {
  const edits: Edit[] = [];
  return {
    insert: (at, text, origin = at, reach = 0) => void edits.push({ from: at, to: at, text, origin, reach }),
    replace: (from, to, text) => void edits.push({ from, to, text, origin: from, reach: 0 }),
    apply() {
      const sorted = edits.map((edit, i) => ({ edit, i })).sort((a, b) => a.edit.from - b.edit.from || a.i - b.i);
      /** Where a stretch of the new text begins: its line, its column, and the old column it stands for. */
      const stretches: { line: number; column: number; old: number; fixed: boolean }[] = [];
      let code = "";
      let line = 0;
      let column = 0;
      let at = 0;
      const lineStart = (offset: number) => source.lastIndexOf("\n", offset - 1) + 1;
      const add = (text: string, offset: number, fixed: boolean) => {
        stretches.push({ line, column, old: offset - lineStart(offset), fixed });
        code += text;
        const breaks = text.split("\n");
        line += breaks.length - 1;
        column = breaks.length > 1 ? breaks.at(-1)!.length : column + text.length;
        if (breaks.length > 1) stretches.push({ line, column: 0, old: 0, fixed: false });
      };
      let reaching = { to: 0, origin: 0 };
      const copy = (to: number) => {
        if (at < reaching.to) {
          const end = Math.min(to, reaching.to);
          add(source.slice(at, end), reaching.origin, true);
          at = end;
        }
        // Line by line, so that each line has a stretch of its own.
        for (const piece of source.slice(at, to).split(/(?<=\n)/)) {
          add(piece, at, false);
          at += piece.length;
        }
      };
      for (const { edit } of sorted) {
        if (edit.from > at) copy(edit.from);
        if (edit.text !== "") add(edit.text, edit.origin, true);
        const removed = source.slice(Math.max(at, edit.from), edit.to);
        at = Math.max(at, edit.to);
        if (edit.reach > 0) reaching = { to: at + edit.reach, origin: edit.origin };
        const breaks = removed.replace(/[^\n]/g, "");
        if (breaks !== "") add(breaks, at, false);
        else if (removed !== "" || edit.text !== "")
          stretches.push({ line, column, old: at - lineStart(at), fixed: false });
      }
      if (at < source.length) copy(source.length);
      const byLine = new Map<number, typeof stretches>();
      for (const stretch of stretches) byLine.set(stretch.line, [...(byLine.get(stretch.line) ?? []), stretch]);
      return {
        code,
        originalColumn(where, wanted) {
          let found = { column: 0, old: 0, fixed: false };
          for (const stretch of byLine.get(where) ?? []) if (stretch.column <= wanted) found = stretch;
          return found.fixed ? found.old : found.old + wanted - found.column;
        },
      };
    },
  };
}
