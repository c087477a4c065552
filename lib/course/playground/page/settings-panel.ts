// Settings of the whole scenario, each a choice.
import { choiceOf, settings, withChoice } from "../edit/index.js";
import type { Context, Panel } from "./context.js";
import { choose, el, setChoices, panelOf } from "./elements.js";
import { playgroundWords as words } from "../../words.js";

export function settingsPanel(context: Context): Panel {
  const fields = settings.map((setting) => {
    const { label, choices } = words.settings[setting.name as keyof typeof words.settings];
    const offered = Object.entries(choices).map(([value, text]) => ({ value, label: text }));
    const { field, select } = choose(label, offered);
    select.addEventListener("change", () => {
      if (select.value === "") return;
      void context.change(withChoice(context.draft(), setting, select.value), { say: words.changed(label) });
    });
    return {
      field,
      show() {
        const chosen = choiceOf(context.draft(), setting);
        const other = chosen === undefined ? [{ value: "", label: words.asInFile }] : [];
        setChoices(select, [...other, ...offered], chosen ?? "");
      },
    };
  });
  const element = panelOf(
    "pg-settings",
    words.settingsTitle,
    el("div", { class: "pg-form" }, ...fields.map(({ field }) => field)),
  );
  return { element, show: () => fields.forEach((each) => each.show()) };
}
