// For a cell whose code has changed in a new version of the lesson: the changed lines, shown with the reader's own edit.
import { make } from "./cell-box.js";
import { liveWords as words } from "../../words.js";

/** A closed box with the changed lines, for the end of a cell. */
export function differenceBox(before: string, after: string): HTMLElement {
  const box = make("details", { class: "fold live-difference" });
  box.append(make("summary", {}, words.difference));
  const lines = make("pre", { tabindex: "0", role: "group", "aria-label": words.difference });
  for (const { kind, text } of lineDifference(before.split("\n"), after.split("\n"))) {
    const mark = { same: "  ", gone: "- ", added: "+ " }[kind];
    lines.append(kind === "same" ? `${mark}${text}\n` : make(kind === "gone" ? "del" : "ins", {}, `${mark}${text}\n`));
  }
  box.append(lines);
  return box;
}

interface Line {
  readonly kind: "same" | "gone" | "added";
  readonly text: string;
}

/** The longest common subsequence, by the full table: cells have few lines. */
function lineDifference(before: readonly string[], after: readonly string[]): Line[] {
  const common = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i][j] = before[i] === after[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  const lines: Line[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ kind: "same", text: before[i++] });
      j++;
    } else if (i < before.length && (j === after.length || common[i + 1][j] >= common[i][j + 1]))
      lines.push({ kind: "gone", text: before[i++] });
    else lines.push({ kind: "added", text: after[j++] });
  }
  return lines;
}
