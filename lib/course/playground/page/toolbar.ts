// The bar above the picture: ready scenarios, files, links, Undo.
import { openFile } from "../edit/index.js";
import type { ReadyScenario } from "../ready.js";
import { button, el } from "./elements.js";
import { ShareError, toHash } from "./share.js";
import { playgroundWords as words } from "../../words.js";

export interface Actions {
  readonly text: () => string;
  /** Another scenario takes the place of the present one. */
  open(text: string, said: string): void;
  undo(): void;
  redo(): void;
  stop(): void;
  say(text: string): void;
}

/** Larger files are not read. */
const MOST_BYTES = 5_000_000;

export function toolbar(ready: readonly ReadyScenario[], actions: Actions) {
  const start = el("select", {}, el("option", { value: "" }, words.own), ...ready.map(({ title }, i) => el("option", { value: String(i) }, title))); // prettier-ignore
  start.addEventListener("change", () => {
    const chosen = ready[Number(start.value)];
    if (start.value !== "" && chosen) actions.open(chosen.text, words.fresh(chosen.title));
  });
  const file = el("input", { type: "file", accept: ".json,application/json", hidden: true });
  const read = async (chosen: File | undefined) => {
    file.value = "";
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) return actions.say(words.notOpened(words.tooLarge((chosen.size / 1e6).toFixed(1))));
    const { text, note } = openFile(await chosen.text());
    actions.open(text, words.opened(chosen.name, note));
  };
  file.addEventListener("change", () => void read(file.files?.[0]));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    void read(event.dataTransfer?.files[0]);
  });
  const undo = button(words.undo, () => actions.undo());
  const redo = button(words.redo, () => actions.redo());
  const stop = button(words.stop, () => actions.stop(), { class: "pg-main" });
  stop.hidden = true;
  const element = el(
    "div",
    { class: "pg-bar", role: "group", "aria-label": words.tools },
    el("label", { class: "pg-field" }, el("span", {}, words.start), start),
    el(
      "div",
      { class: "pg-tools" },
      button(words.open, () => file.click()),
      button(words.save, () => save(actions)),
      button(words.link, () => void copyLink(actions)),
      undo,
      redo,
      stop,
    ),
    file,
  );
  return {
    element,
    /** What can be undone; which ready scenario is open. */
    show({ canUndo, canRedo, open }: { readonly canUndo: boolean; readonly canRedo: boolean; readonly open?: number }) {
      undo.disabled = !canUndo;
      redo.disabled = !canRedo;
      start.value = open === undefined ? "" : String(open);
    },
    busy(isBusy: boolean) {
      stop.hidden = !isBusy;
    },
  };
}

/** A file name from the scenario's name: letters, digits and hyphens of it. */
export function fileName(text: string): string {
  let name: unknown;
  try {
    name = (JSON.parse(text) as { readonly name?: unknown }).name;
  } catch {
    // Saved as it is, to be mended elsewhere.
  }
  const plain = String(typeof name === "string" ? name : "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, ""); // prettier-ignore
  return `${plain.slice(0, 60) || "scenario"}.json`;
}

function save(actions: Actions): void {
  const name = fileName(actions.text());
  const url = URL.createObjectURL(new Blob([actions.text()], { type: "application/json" }));
  const link = el("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  actions.say(words.saved(name));
}

async function copyLink(actions: Actions): Promise<void> {
  try {
    const hash = await toHash(actions.text());
    history.replaceState(null, "", `#${hash}`);
    try {
      await navigator.clipboard.writeText(location.href);
      actions.say(words.copied(location.href.length));
    } catch {
      actions.say(words.copyYourself); // no access to the clipboard
    }
  } catch (error) {
    actions.say(error instanceof ShareError ? error.message : words.notDone((error as Error).message));
  }
}
