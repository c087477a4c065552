// Events in time: a list, and a form to add one.
import { addEvent, endsOf, eventOf, happenings, removeEvent, type DraftEvent, type Happening } from "../edit/index.js";
import type { Context, Panel } from "./context.js";
import { button, choose, el, form, input, setChoices, panelOf } from "./elements.js";
import { playgroundWords as words } from "../../words.js";

const nameOf = ({ kind, change }: DraftEvent): string => {
  const fields = Object.keys(change ?? {});
  if (kind === "announce" && fields.length > 0) {
    const isDrain = JSON.stringify(change).includes('"graceful-shutdown"');
    return isDrain ? happenings.drain.label : `${happenings.announce.label}, with ${fields.join(", ")}`;
  }
  return Object.hasOwn(happenings, kind) ? happenings[kind as Happening].label : kind;
};

const placeOf = ({ site, ends }: DraftEvent): string =>
  [ends ? words.linkName(...ends) : "", site === undefined ? "" : `site ${site}`].filter(Boolean).join(", ");

export function eventsPanel(context: Context): Panel {
  const list = el("ol", { class: "pg-events" });
  const at = input(words.at, "number", "1000", { min: "0", step: "any", required: true });
  const what = choose(words.happens, Object.entries(happenings).map(([value, { label }]) => ({ value, label }))); // prettier-ignore
  const where = choose(words.where, []);
  const places = () => {
    const { announcements, links } = context.draft();
    const chosen = context.chosen();
    const { needs } = happenings[what.select.value as Happening];
    if (needs === "site") {
      const names = [...new Set(announcements.map(({ site }) => site))];
      const choices = names.map((value) => ({ value, label: `site ${value}` }));
      return setChoices(where.select, choices, chosen?.kind === "site" ? chosen.site : where.select.value);
    }
    const choices = links.slice(0, 300).map((link) => ({ value: endsOf(link).join(" "), label: words.linkName(...endsOf(link)) })); // prettier-ignore
    setChoices(where.select, choices, chosen?.kind === "link" ? chosen.ends.join(" ") : where.select.value);
  };
  what.select.addEventListener("change", places);
  const adding = form(
    () => {
      const happening = what.select.value as Happening;
      const place = where.select.value;
      const isSite = happenings[happening].needs === "site";
      const [a, b] = place.split(" ").map(Number);
      const event = eventOf(happening, Number(at.input.value), isSite ? { site: place } : { ends: [a, b] });
      void context.change(addEvent(context.draft(), event), { say: words.added(nameOf(event)) });
    },
    at.field,
    what.field,
    where.field,
    el("button", {}, words.add),
  );
  const element = panelOf("pg-events", words.events, list, adding);
  return {
    element,
    show() {
      const events = context.draft().events ?? [];
      const hadFocus = list.contains(document.activeElement);
      list.replaceChildren(
        ...events.slice(0, 100).map((event, i) => {
          const text = `${event.at.toLocaleString("en")} ms: ${nameOf(event)} (${placeOf(event)})`;
          const remove = button(words.remove, () => void context.change(removeEvent(context.draft(), i), { say: words.removed(nameOf(event)) }), { "aria-label": `${words.remove}: ${text}` }); // prettier-ignore
          return el("li", {}, el("span", {}, text), remove);
        }),
        ...(events.length === 0 ? [el("li", { class: "pg-small" }, words.noEvents)] : []),
      );
      places();
      if (hadFocus) (list.querySelector("button") ?? at.input).focus();
    },
  };
}
