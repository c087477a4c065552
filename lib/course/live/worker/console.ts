// The `console` of a cell. It prints the same text as Node, in batches, and stops at the limit of a page.
import { format, inspect } from "node:util";
import { runLimits } from "../protocol.js";

export type Write = (name: "stdout" | "stderr", text: string) => void;

const batch = 16_384;
/** Time between two batches, ms. `Date.now` is bound early because a cell may replace it. */
const pause = 50;

export interface PacedOutput {
  readonly write: Write;
  /** Sends the remaining text. */
  flush(): void;
  /** Call when a new cell begins: resets the count of printed characters. */
  begin(): void;
}

/** Collects printed text and sends it at most every 50 ms, or sooner if a batch is full. */
export function pacedOutput(send: Write): PacedOutput {
  const now = Date.now.bind(Date);
  const later = setTimeout.bind(globalThis);
  let waiting: { name: "stdout" | "stderr"; text: string } | null = null;
  let characters = 0;
  let last = 0;
  let timer = false;
  const flush = () => {
    if (waiting) send(waiting.name, waiting.text);
    waiting = null;
    last = now();
  };
  return {
    flush,
    begin: () => (characters = 0),
    write(name, text) {
      if (characters > runLimits.characters) return;
      characters += text.length;
      if (characters > runLimits.characters)
        text = `${text.slice(0, 1000)}\n... more than ${runLimits.characters / 1e6} MB of text: the rest is left out.\n`;
      if (waiting && waiting.name !== name) flush();
      if (waiting) waiting.text += text;
      else waiting = { name, text };
      if (waiting.text.length > batch || now() - last > pause) flush();
      else if (!timer) {
        timer = true;
        later(() => {
          timer = false;
          flush();
        }, pause);
      }
    },
  };
}

/** A console with the output format of Node's. */
export function cellConsole(write: Write): Record<string, (...values: unknown[]) => void> {
  let indent = "";
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  const print = (name: "stdout" | "stderr", values: readonly unknown[]) => {
    const text = format(...values);
    write(name, `${indent}${indent === "" ? text : text.replace(/\n/g, `\n${indent}`)}\n`);
  };
  const out = (...values: unknown[]) => print("stdout", values);
  const complain = (...values: unknown[]) => print("stderr", values);
  const elapsed = (label: string) => `${label}: ${(performance.now() - (timers.get(label) ?? 0)).toFixed(3)}ms`;
  return {
    log: out,
    info: out,
    debug: out,
    dirxml: out,
    error: complain,
    warn: complain,
    trace: (...values) => complain(`Trace: ${format(...values)}`),
    dir: (value, options) => out(inspect(value, { customInspect: false, ...(options as object) })),
    assert: (held, ...values) => {
      if (!held) complain(...(values.length > 0 ? ["Assertion failed:", ...values] : ["Assertion failed"]));
    },
    count: (label = "default") => {
      const key = String(label);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      out(`${key}: ${counts.get(key)}`);
    },
    countReset: (label = "default") => void counts.delete(String(label)),
    group: (...values) => {
      if (values.length > 0) out(...values);
      indent += "  ";
    },
    groupCollapsed: (...values) => {
      if (values.length > 0) out(...values);
      indent += "  ";
    },
    groupEnd: () => void (indent = indent.slice(2)),
    table: (rows) => out(tableText(rows)),
    time: (label = "default") => void timers.set(String(label), performance.now()),
    timeLog: (label = "default") => out(elapsed(String(label))),
    timeEnd: (label = "default") => {
      out(elapsed(String(label)));
      timers.delete(String(label));
    },
    clear: () => {},
  };
}

/** `console.table`, in the boxes that Node draws. */
function tableText(rows: unknown): string {
  if (typeof rows !== "object" || rows === null) return format(rows);
  const list =
    rows instanceof Map || rows instanceof Set ? [...(rows as Set<unknown>)].entries() : Object.entries(rows);
  const lines = [...list].map(([key, row]) => [String(key), row] as const);
  const isRow = (row: unknown): row is object => typeof row === "object" && row !== null;
  const names = [...new Set(lines.flatMap(([, row]) => (isRow(row) ? Object.keys(row) : [])))];
  const single = lines.some(([, row]) => !isRow(row));
  const show = (value: unknown) => inspect(value, { depth: 0, breakLength: Infinity });
  const cells = [
    ["(index)", ...names, ...(single ? ["Values"] : [])],
    ...lines.map(([key, row]) => [
      key,
      ...names.map((name) =>
        isRow(row) && Object.hasOwn(row, name) ? show((row as Record<string, unknown>)[name]) : "",
      ),
      ...(single ? [isRow(row) ? "" : show(row)] : []),
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)) + 2);
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => "─".repeat(width)).join(middle) + right;
  const line = (texts: readonly string[]) => `│${texts.map((text, i) => ` ${text}`.padEnd(widths[i])).join("│")}│`;
  const [head, ...body] = cells;
  return [rule("┌", "┬", "┐"), line(head), rule("├", "┼", "┤"), ...body.map(line), rule("└", "┴", "┘")].join("\n");
}
