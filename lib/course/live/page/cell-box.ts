// One code cell of the page: its buttons, status text, editor and output.
import type { CodeEditor } from "../code-editor.js";
import { loadEditor } from "./editor.js";
import { liveWords as words } from "../../words.js";

export type CellState = "printed" | "waiting" | "running" | "ran" | "failed" | "stopped" | "stale";

export interface CellBox {
  readonly id: string;
  readonly number: number;
  readonly element: HTMLElement;
  /** The current code, edited or not. */
  readonly code: () => string;
  /** Whether the code differs from the lesson's. */
  readonly edited: () => boolean;
  state(state: CellState, text?: string): void;
  readonly current: () => CellState;
  /** Text of a run in progress; shown immediately. */
  stream(text: string): void;
  clearStream(): void;
  output(html: string): void;
  setCode(code: string): void;
  readonly openEditor: () => Promise<void>;
}

export interface CellActions {
  run(cell: CellBox): void;
  stop(): void;
  edited(cell: CellBox, code: string): void;
  /** The lesson's code. */
  original(cell: CellBox): string;
}

/** Most characters of output that are shown while a cell runs. */
const longestStream = 20_000;

/** Adds buttons to a published cell. @param element a cell as publish/cells.ts writes it */
export function cellBox(element: HTMLElement, actions: CellActions): CellBox {
  const id = element.dataset.cell!;
  const number = Number(element.dataset.number);
  const isCheck = element.dataset.kind === "test";
  const place = element.querySelector<HTMLElement>("[data-code]");
  const outputs = element.querySelector<HTMLElement>("[data-outputs]") ?? element.appendChild(make("div", { "data-outputs": "" })); // prettier-ignore
  const first = outputs.innerHTML.replace(/(<path)( [^>]*)? id="outline-\d+"/g, "$1$2");
  let code: string | undefined;
  let editor: CodeEditor | undefined;
  let streamed: HTMLPreElement | undefined;
  let current: CellState = "printed";

  const tools = make("div", { class: "live-tools", role: "group", "aria-label": words.group(number) });
  /** The accessible name begins with the visible text. */
  const name = (each: HTMLButtonElement, text: string) => {
    each.textContent = text;
    each.setAttribute("aria-label", `${text}, ${words.cell(number)}`);
  };
  const button = (text: string, action: () => void) => {
    const each = make("button", { type: "button" });
    name(each, text);
    each.addEventListener("click", action);
    tools.append(each);
    return each;
  };
  const run = button(isCheck ? words.check : words.run, () =>
    run.textContent === words.stop ? actions.stop() : actions.run(box),
  );
  run.classList.add("live-run");
  const edit = place && !isCheck ? button(words.edit, () => (editor ? closeEditor() : void openEditor())) : undefined;
  const reset = place && !isCheck ? button(words.reset, () => resetCell()) : undefined;
  if (reset) reset.hidden = true;
  const link = make("a", { class: "live-link", href: `#${element.id}`, title: words.linkTo(number) }, "#");
  link.setAttribute("aria-label", words.linkTo(number));
  const status = make("span", { class: "live-status", role: "status" });
  tools.append(link, status);

  const original = () => actions.original(box).replace(/\n+$/, "");

  async function openEditor(): Promise<void> {
    if (!place || editor) return;
    for (let fold = place.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
      fold.open = true;
    const createEditor = await loadEditor();
    if (editor) return;
    const printed = place.querySelector<HTMLElement>(".code");
    editor = createEditor(place, { value: code ?? original(), label: words.code(number) });
    if (printed) printed.hidden = true;
    if (edit) name(edit, words.done);
    editor.onInput((value) => {
      code = value;
      if (reset) reset.hidden = value === original();
      actions.edited(box, value);
    });
    editor.onRun(() => actions.run(box));
    editor.onLeave(() => run.focus());
    editor.focus();
  }

  function closeEditor(): void {
    if (!editor || !place) return;
    const html = editor.html();
    editor.remove();
    editor = undefined;
    if (edit) name(edit, words.edit);
    const printed = place.querySelector<HTMLElement>(".code");
    if (!printed) return;
    printed.hidden = false;
    const inside = printed.querySelector("code");
    if (inside && code !== undefined) inside.innerHTML = html;
  }

  function setCode(value: string): void {
    code = value;
    if (reset) reset.hidden = value === original();
    if (editor) editor.set(value);
    else {
      const inside = place?.querySelector("code");
      if (inside && inside.textContent !== value) inside.textContent = value;
    }
  }

  function resetCell(): void {
    setCode(original());
    code = undefined;
    keepOutlines(outputs);
    outputs.innerHTML = first;
    state("printed");
    actions.edited(box, original());
    if (reset) reset.hidden = true;
  }

  function state(next: CellState, text = ""): void {
    current = next;
    element.dataset.state = next;
    const busy = next === "running" || next === "waiting";
    name(run, busy ? words.stop : isCheck ? words.check : words.run);
    status.textContent = text;
  }

  const box: CellBox = {
    id,
    number,
    element,
    code: () => code ?? original(),
    edited: () => code !== undefined && code !== original(),
    state,
    current: () => current,
    stream(text) {
      streamed ??= outputs.appendChild(make("pre", { class: "printed live-stream" }));
      if (streamed.textContent.length < longestStream) streamed.append(text);
    },
    clearStream() {
      streamed?.remove();
      streamed = undefined;
    },
    output(html) {
      streamed = undefined;
      keepOutlines(outputs);
      outputs.innerHTML = html;
    },
    setCode,
    openEditor,
  };
  // The buttons of folded code show when it is open or has a status (../css.ts); those of a check always show.
  (place?.closest("details") ?? place ?? outputs).after(tools);
  return box;
}

/** Maps of a page share the outlines of the land (kit/report/shared-outlines.ts): outlines of a removed map are kept for the others. */
function keepOutlines(output: HTMLElement): void {
  const outlines = [...output.querySelectorAll("[id^=outline-]")];
  if (outlines.length === 0) return;
  let kept = document.querySelector("svg[data-live-outlines]");
  if (!kept) {
    kept = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [name, value] of Object.entries({
      "data-live-outlines": "",
      width: "0",
      height: "0",
      "aria-hidden": "true",
      style: "position:absolute",
    }))
      // prettier-ignore
      kept.setAttribute(name, value);
    document.body.append(kept);
  }
  for (const each of outlines) if (!kept.querySelector(`#${each.id}`)) kept.append(each.cloneNode(true));
}

export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  text?: string,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}
