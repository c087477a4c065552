// Entry of the live page's own script: adds buttons to the published cells and restores the reader's work.
// No cell runs automatically; the compressed runtime is unpacked when a cell is first run.
import { cellBox, make, type CellBox } from "./cell-box.js";
import { arrangeExercises } from "./exercises.js";
import { codeCells, lessonNotebook, shownCode } from "./notebook.js";
import { differenceBox } from "./difference.js";
import { downloadNotebook, openNotebook } from "./notebook-file.js";
import { startExplorers } from "./explorers.js";
import { hidePredicted } from "./predictions.js";
import { createRunner, type Runner } from "./runner.js";
import { lessonStore } from "./store.js";
import { writtenAnswers } from "./written.js";
import { liveWords as words } from "../../words.js";

const lesson = document.documentElement.dataset.page ?? "page";
const store = lessonStore(lesson);
const live = document.querySelector<HTMLElement>("[data-page-live]");
const say = (text: string) => void (live && (live.textContent = text));

hidePredicted(store);

const elements = Array.from(document.querySelectorAll<HTMLElement>("main [data-cell]"));
const canUnpack = typeof DecompressionStream === "function";
if (canUnpack) startExplorers(say);
if (elements.length > 0 && canUnpack) begin();
else if (elements.length > 0)
  document.querySelector("main .lead")?.after(make("p", { class: "live-bar" }, words.unloadable));

function begin(): void {
  /** The lesson's code by cell: from the page or, if the page does not show it, from the notebook. */
  const originals = new Map<string, string>();
  for (const [id, code] of shownCode) if (code !== "") originals.set(id, code);
  const boxes = new Map<string, CellBox>();
  let runner: Promise<Runner> | undefined;

  const run = (ids: readonly string[]) => {
    for (const id of ids) boxes.get(id)?.state("waiting", words.starting);
    return (runner ??= start())
      .then(async (started) => started.run(ids.map((id) => Number(boxes.get(id)!.number) - 1)))
      .catch((error: Error) => {
        runner = undefined;
        for (const id of ids) boxes.get(id)?.state("failed", error.message);
        return [];
      });
  };
  const stop = () => void runner?.then((started) => started.stop());

  async function start(): Promise<Runner> {
    const cells = codeCells(await lessonNotebook());
    for (const cell of cells) if (!originals.has(cell.id)) originals.set(cell.id, cell.source.replace(/\n+$/, ""));
    const all = cells.map(({ id }, i) => {
      const original = () => originals.get(id) ?? "";
      return { id, number: i + 1, original, code: () => boxes.get(id)?.code() ?? original() };
    });
    const boxAt = (cell: number) => boxes.get(all[cell].id);
    return createRunner(all, {
      state(cell, state, detail) {
        const box = boxAt(cell);
        if (!box) return;
        if (state === "waiting" && detail?.cause !== undefined)
          return box.state("waiting", words.runningFirst(all[detail.cause].number, detail.at, detail.of));
        if (state === "unneeded") return box.state("failed", words.needs(all[detail!.cause!].number));
        const text = { waiting: words.waiting, running: words.running, ran: words.ran, failed: words.failed, stopped: words.stopped, stale: words.stale }[state]; // prettier-ignore
        if (state === "stopped") box.clearStream();
        const isUntried = state === "failed" && box.element.hasAttribute("data-untried");
        box.state(state, isUntried ? words.untried : text);
      },
      text: (cell, text) => boxAt(cell)?.stream(text),
      output(cell, html, outputs) {
        boxAt(cell)?.output(html);
        startExplorers(say);
        exercises.ran(all[cell].id, outputs);
      },
      taken(cell) {
        const mine = boxAt(cell)?.element;
        const others = [...document.querySelectorAll("[id]")].filter((each) => !mine?.contains(each));
        return others.map(({ id }) => id).filter((id) => !id.startsWith("o-"));
      },
    });
  }

  for (const element of elements) {
    const box = cellBox(element, {
      run: (cell) => void run([cell.id]),
      stop,
      original: (cell) => originals.get(cell.id) ?? "",
      edited(cell, code) {
        const from = originals.get(cell.id) ?? "";
        store.saveEdit(cell.id, code === from ? undefined : { code, from });
        if (cell.current() === "ran") cell.state("printed", words.edited);
      },
    });
    boxes.set(box.id, box);
    const saved = store.edit(box.id);
    if (!saved) continue;
    box.setCode(saved.code);
    const original = originals.get(box.id) ?? "";
    box.state("printed", saved.from === original ? words.edited : words.changed);
    if (saved.from !== original) box.element.append(differenceBox(saved.from, original));
  }

  const exercises = arrangeExercises({ boxes, run, store, say });
  const written = writtenAnswers(store);

  const bar = make("section", { class: "live-bar", "aria-label": words.title });
  bar.append(make("p", {}, words.about));
  const buttons = bar.appendChild(make("div", { class: "live-tools" }));
  const button = (text: string, action: () => void) => {
    const each = buttons.appendChild(make("button", { type: "button" }, text));
    each.addEventListener("click", action);
    return each;
  };
  button(words.runAll, () => void run([...boxes.keys()]));
  button(words.stopAll, stop);
  button(words.resetPage, () => {
    if (!confirm(words.confirmReset)) return;
    stop();
    store.clear();
    location.reload();
  });
  /** Undefined where the notebook's own text stays: it has code that the page does not show. */
  const workOn = (id: string) => (boxes.get(id)?.edited() ? boxes.get(id)!.code() : written.textOf(id));
  button(words.download, () => void downloadNotebook(lesson, workOn));
  const file = bar.appendChild(make("input", { type: "file", accept: ".ipynb,application/json", hidden: "" }));
  button(words.open, () => file.click());
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    void openNotebook(chosen, (id, code) => {
      const box = boxes.get(id);
      if (!box) return written.take(id, code);
      if (box.code() === code || box.element.dataset.kind === "test") return false;
      box.setCode(code);
      store.saveEdit(id, { code, from: originals.get(id) ?? "" });
      box.state("printed", words.edited);
      return true;
    })
      .then((count) => say(words.opened(count)))
      .catch((error: Error) => say(words.notOpened(error.message)))
      .finally(() => (file.value = ""));
  });
  document.querySelector("main .lead")?.after(bar);
}
