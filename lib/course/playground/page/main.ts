// Entry of the playground's script: puts the panels into the page, and keeps text, picture and panels in step.
import { endsOf, textOf, type Draft } from "../edit/index.js";
import type { ReadyScenario } from "../ready.js";
import type { Look } from "../protocol.js";
import { addPanel } from "./add-panel.js";
import { askPanel } from "./ask-panel.js";
import { chosenPanel } from "./chosen-panel.js";
import type { Context } from "./context.js";
import { editorPanel } from "./editor-panel.js";
import { el, say } from "./elements.js";
import { eventsPanel } from "./events-panel.js";
import { openLibrary } from "./library.js";
import type { Chosen } from "./picture.js";
import { codePanel } from "./code-panel.js";
import { pictureBox } from "./picture-box.js";
import { playPanel } from "./play-panel.js";
import { settingsPanel } from "./settings-panel.js";
import { fromHash, isShared } from "./share.js";
import { toolbar } from "./toolbar.js";
import { playgroundWords as words } from "../../words.js";
import { MOST_STORED, openWork } from "./work.js";

const home = document.querySelector<HTMLElement>("[data-playground]")!;

// The packed parts of the page follow this script.
if (typeof DecompressionStream === "function") addEventListener("DOMContentLoaded", begin);
else home.prepend(el("p", { class: "pg-fault" }, words.unloadable));

function begin(): void {
  const ready = JSON.parse(document.querySelector("[data-playground-ready]")!.textContent) as ReadyScenario[];
  const work = openWork(ready[0].text);
  const status = el("p", { class: "pg-status", role: "status" });
  let accepted: { readonly text: string; readonly draft: Draft; readonly look: Look } | undefined;
  let chosen: Chosen | undefined;
  let prefix: string | undefined;
  let busyTimer = 0;

  const library = openLibrary((isBusy) => {
    clearTimeout(busyTimer);
    if (isBusy) busyTimer = window.setTimeout(() => bar.busy(true), 400);
    else bar.busy(false);
  });

  const question = (text: string) => {
    const focus = chosen?.kind === "as" ? chosen.asn : undefined;
    return { type: "look" as const, text, ...(prefix !== undefined && { prefix }), ...(focus !== undefined && { focus }) }; // prettier-ignore
  };

  /** Reads a text; where it is valid everything shows it, else the editor shows the fault. */
  async function read(text: string): Promise<boolean> {
    const answer = await library.ask(question(text));
    if (work.text() !== text) return false; // a newer text took its place
    if ("fault" in answer) {
      if (!accepted) {
        // Work with a mistake in it is opened: the first example stands in for the last valid text.
        const first = await library.ask(question(ready[0].text));
        if ("value" in first) accept(ready[0].text, first.value);
      }
      editor.setFault(answer.fault);
      picture.isOld(true);
      return false;
    }
    accept(text, answer.value);
    return true;
  }

  function accept(text: string, look: Look): void {
    accepted = { text, draft: JSON.parse(withoutMark(text)) as Draft, look };
    columns.inert = false;
    if (chosen && !exists(accepted.draft, chosen)) chosen = undefined;
    editor.setFault(undefined);
    show();
  }

  function show(): void {
    if (!accepted) return;
    picture.show(accepted.look, chosen);
    for (const panel of panels) panel.show();
    showBar();
  }

  const showBar = () => {
    const open = ready.findIndex(({ text }) => text === work.text());
    bar.show({ canUndo: work.canUndo(), canRedo: work.canRedo(), ...(open >= 0 && { open }) });
    about(open < 0 ? undefined : ready[open]);
  };

  /** The address no longer holds what the page shows: opened again, it must not bring an older scenario back. */
  const leaveLink = () => {
    if (isShared(location.hash)) history.replaceState(null, "", location.href.split("#")[0]);
  };

  /** A text from elsewhere takes the place of the present one. */
  async function open(text: string, said: string): Promise<void> {
    chosen = prefix = undefined;
    work.set(text);
    editor.setText(text);
    showBar();
    await read(text);
    say(status, text.length > MOST_STORED ? `${said} ${words.notStored}` : said);
  }

  function step(text: string | undefined, said: string): void {
    if (text === undefined) return;
    leaveLink();
    editor.setText(text);
    showBar();
    void read(text);
    say(status, said);
  }

  const context: Context = {
    text: () => accepted!.text,
    draft: () => accepted!.draft,
    look: () => accepted!.look,
    chosen: () => chosen,
    choose(next) {
      chosen = next;
      show();
      // A picture of a part shows the part around what is chosen.
      if (accepted && accepted.look.leftOut > 0 && next?.kind === "as" && work.text() === accepted.text) void read(accepted.text); // prettier-ignore
    },
    async change(next, done) {
      const text = textOf(next);
      const answer = await library.ask(question(text));
      if ("fault" in answer) {
        say(status, words.notDone(answer.fault.message));
        show();
        return false;
      }
      leaveLink();
      work.set(text);
      editor.setText(text);
      if (done.choose !== undefined) chosen = done.choose ?? undefined;
      accept(text, answer.value);
      say(status, done.say);
      return true;
    },
    library,
    say: (text) => say(status, text),
  };

  const bar = toolbar(ready, {
    text: () => work.text(),
    open(text, said) {
      leaveLink();
      void open(text, said);
    },
    undo: () => step(work.undo(), words.undone),
    redo: () => step(work.redo(), words.redone),
    stop: () => library.stop(),
    say: (text) => context.say(text),
  });
  const picture = pictureBox({
    choose: (next) => context.choose(next),
    prefix(next) {
      prefix = next;
      if (accepted) void read(accepted.text);
    },
    first: home.querySelector("figure"),
  });
  const editor = editorPanel((text) => {
    leaveLink();
    work.set(text, true);
    showBar();
    void read(text);
  });
  const code = codePanel((text) => {
    leaveLink();
    void open(text, words.codeDone);
  });
  const panels = [chosenPanel, playPanel, askPanel, eventsPanel, addPanel, settingsPanel].map((make) => make(context));
  const [selected, play, ask, events, add, setting] = panels.map(({ element }) => element);
  const story = el("div", { class: "pg-about" });
  const about = (scenario: ReadyScenario | undefined) => {
    const line = (label: string, text: string | undefined) =>
      text === undefined ? [] : [el("p", {}, el("strong", {}, `${label}: `), text)];
    const description = scenario ? undefined : accepted?.look.description;
    const answer = scenario?.answer && el("details", {}, el("summary", {}, words.answer), el("p", {}, scenario.answer));
    story.replaceChildren(
      ...(scenario?.about === undefined ? [] : [el("p", {}, scenario.about)]),
      ...line(words.question, scenario?.question),
      ...line(words.lookAt, scenario?.look),
      ...(answer ? [answer] : []),
      ...(description === undefined ? [] : [el("p", {}, description)]),
    );
  };
  const columns = el(
    "div",
    { class: "pg-columns", inert: true },
    el("div", {}, picture.element, play, ask, code),
    el("div", {}, selected, events, add, setting, editor.element),
  );
  // On a narrow page what is selected follows the picture, and the code comes last.
  const narrow = matchMedia("(max-width: 61.99rem)");
  const arrange = () => {
    if (narrow.matches) picture.element.after(selected);
    else events.before(selected);
    (narrow.matches ? editor.element : ask).after(code);
  };
  narrow.addEventListener("change", arrange);
  arrange();
  home.replaceChildren(bar.element, status, story, columns);
  addEventListener("keydown", (event) => {
    const isField = (event.target as Element).closest?.("textarea, input");
    if (isField || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    if (event.shiftKey) step(work.redo(), words.redone);
    else step(work.undo(), words.undone);
  });

  const openHash = async (): Promise<boolean> => {
    if (!isShared(location.hash)) return false;
    try {
      const text = await fromHash(location.hash);
      const draft = JSON.parse(text) as Draft;
      await open(typeof draft === "object" && draft !== null ? textOf(draft) : text, words.linked);
      return true;
    } catch (error) {
      say(status, (error as Error).message);
      return false;
    }
  };
  addEventListener("hashchange", () => void openHash());

  editor.setText(work.text());
  showBar();
  void openHash().then((isOpen) => {
    if (!isOpen) void read(work.text());
  });
}

/** The reader of scenarios skips a byte order mark (RFC 8259, 8.1). */
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, "");

function exists({ ases, links, announcements }: Draft, chosen: Chosen): boolean {
  if (chosen.kind === "as") return ases.some(({ asn }) => asn === chosen.asn);
  if (chosen.kind === "site") return announcements.some(({ site }) => site === chosen.site);
  const [a, b] = chosen.ends;
  return links.some((link) => endsOf(link).includes(a) && endsOf(link).includes(b));
}
