// Entry of the editor's script (dist/live-editor.js): prism-code-editor on a plain text area, so that screen readers, phones
// and the browser's own keys work. Tab indents; Escape leaves, and Ctrl+M lets Tab leave.
import { createEditor } from "prism-code-editor";
import { defaultKeymap, editHistory, editorCommands } from "prism-code-editor/commands";
import "prism-code-editor/prism/languages/typescript";
import layout from "prism-code-editor/layout.css";
import type { CodeEditor, CreateEditor } from "../code-editor.js";
import { editorCss } from "./css.js";

const create: CreateEditor = (place, { value, label }) => {
  const style = document.createElement("style");
  if (!document.querySelector("style[data-live-editor]")) {
    style.dataset.liveEditor = "";
    style.textContent = layout + editorCss;
    document.head.append(style);
  }
  const box = document.createElement("div");
  box.className = "live-editor";
  place.append(box);
  const editor = createEditor(
    box,
    { language: "typescript", value, lineNumbers: false, tabSize: 2, insertSpaces: true },
    editorCommands(defaultKeymap),
    editHistory(),
  );
  const { textarea } = editor;
  textarea.setAttribute("aria-label", label);
  const listeners = { input: (() => {}) as (value: string) => void, run: () => {}, leave: () => {} };
  let ready = false;
  editor.on("update", (text) => {
    if (ready) listeners.input(text);
  });
  ready = true;
  textarea.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey)) listeners.run();
      else if (event.key === "Escape") listeners.leave();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
  const made: CodeEditor = {
    value: () => editor.value,
    set: (text) => editor.setOptions({ value: text }),
    html: () =>
      [...editor.lines]
        .slice(1)
        .map((line) => line.innerHTML.replace(/\n$/, ""))
        .join("\n"),
    focus: () => textarea.focus(),
    remove() {
      editor.remove();
      box.remove();
    },
    onInput: (listener) => (listeners.input = listener),
    onRun: (listener) => (listeners.run = listener),
    onLeave: (listener) => (listeners.leave = listener),
  };
  return made;
};

(globalThis as { __anycastEditor?: CreateEditor }).__anycastEditor = create;
