// The panel of what is selected: an AS, a link or a site; what it does, and what can be changed about it.
import {
  addLink,
  addSite,
  changeContract,
  changeSite,
  contractOf,
  contracts,
  freeSiteName,
  isLocal,
  linkOf,
  neighboursOf,
  endsOf,
  preferNeighbour,
  removeAs,
  removeLink,
  removeSite,
  setLocal,
  toggleClient,
  type Contract,
} from "../edit/index.js";
import { asField, neighbourChoices, type Context, type Panel } from "./context.js";
import { button, choose, el, form, input, panelOf } from "./elements.js";
import type { Chosen } from "./picture.js";
import { whyBox } from "./why-box.js";
import { playgroundWords as words } from "../../words.js";

export const keyOf = (chosen: Chosen | undefined): string =>
  chosen === undefined
    ? ""
    : chosen.kind === "as"
      ? `as ${chosen.asn}`
      : chosen.kind === "link"
        ? `link ${chosen.ends.join(" ")}`
        : `site ${chosen.site}`;

/** In a larger graph an AS is chosen by its number. */
const MOST_LISTED = 300;

export function chosenPanel(context: Context): Panel {
  const select = el("select", { id: "pg-choose" });
  const body = el("div", { class: "pg-body" });
  const number = input(words.goTo, "number", "", { min: "1", max: "4294967295", step: "1" });
  const going = form(
    () => {
      const asn = Number(number.input.value);
      if (context.draft().ases.some((as) => as.asn === asn)) context.choose({ kind: "as", asn });
      else context.say(words.noSuchAs(asn));
    },
    number.field,
    el("button", {}, words.go),
  );
  const element = panelOf(
    "pg-chosen",
    words.choose,
    el("label", { class: "pg-field", for: "pg-choose" }, el("span", { class: "unseen" }, words.choose), select),
    going,
    body,
  );
  const named = new Map<string, Chosen>();
  let listed = "";
  select.addEventListener("change", () => context.choose(named.get(select.value)));

  function list(): void {
    const { ases, links, announcements } = context.draft();
    const chosen = context.chosen();
    going.hidden = ases.length <= MOST_LISTED;
    // The same options are left alone: the reader may be typing the name of one.
    const now = JSON.stringify([ases.map(({ asn, name }) => [asn, name]), links, announcements.map(({ site, origin }) => [site, origin])]); // prettier-ignore
    if (now === listed && (!chosen || named.has(keyOf(chosen)))) {
      select.value = keyOf(chosen);
      return;
    }
    listed = now;
    named.clear();
    const option = (chosen: Chosen, label: string) => {
      named.set(keyOf(chosen), chosen);
      return el("option", { value: keyOf(chosen) }, label);
    };
    const sites = announcements.filter(({ site }, i) => announcements.findIndex((each) => each.site === site) === i);
    const shown = (all: number) => (ases.length > MOST_LISTED ? 0 : all);
    select.replaceChildren(
      el("option", { value: "" }, words.nothing),
      el("optgroup", { label: words.sites }, ...sites.slice(0, MOST_LISTED).map(({ site, origin }) => option({ kind: "site", site }, words.siteName(site, origin)))), // prettier-ignore
      el("optgroup", { label: words.ases }, ...ases.slice(0, shown(ases.length)).map(({ asn, name }) => option({ kind: "as", asn }, words.as(asn, name)))), // prettier-ignore
      el("optgroup", { label: words.links }, ...links.slice(0, shown(links.length)).map((link) => option({ kind: "link", ends: endsOf(link) }, words.linkName(...endsOf(link))))), // prettier-ignore
    );
    if (chosen && !named.has(keyOf(chosen)))
      select.append(option(chosen, chosen.kind === "as" ? words.as(chosen.asn) : keyOf(chosen)));
    select.value = keyOf(chosen);
  }

  return {
    element,
    show() {
      const held = element.contains(document.activeElement)
        ? (document.activeElement as HTMLElement).dataset.key
        : undefined;
      list();
      const chosen = context.chosen();
      body.replaceChildren(...(chosen ? partsOf(context, chosen) : [el("p", { class: "pg-small" }, words.hint)]));
      if (held !== undefined) (body.querySelector<HTMLElement>(`[data-key="${held}"]`) ?? select).focus();
    },
  };
}

function partsOf(context: Context, chosen: Chosen): Node[] {
  if (chosen.kind === "as") return asParts(context, chosen.asn);
  return chosen.kind === "link" ? linkParts(context, ...chosen.ends) : siteParts(context, chosen.site);
}

function asParts(context: Context, asn: number): Node[] {
  const draft = context.draft();
  const name = words.as(asn, draft.ases.find((as) => as.asn === asn)?.name);
  const prefix = draft.announcements.find((each) => (each.prefix ?? "") === context.look().prefix)?.prefix;
  const hasClient = (draft.clients ?? []).some((client) => client.asn === asn);
  const other = asField(context, words.linkTo);
  other.show([asn, ...neighboursOf(draft, asn)]);
  const contract = choose(words.contractIs, contracts.map((each) => ({ value: each, label: words.contract[each] })), "provider", { "data-key": "contract" }); // prettier-ignore
  const link = form(
    () => {
      const to = other.value();
      if (to === undefined) return context.say(words.notDone("choose the other AS first."));
      // The list says what the other AS is to this one.
      const seen: Contract = contract.select.value === "provider" ? "customer" : contract.select.value === "customer" ? "provider" : "peer"; // prettier-ignore
      void context.change(addLink(draft, linkOf(asn, to, seen)), { say: words.added(words.linkName(asn, to)) });
    },
    ...other.fields,
    contract.field,
    el("button", { "data-key": "add-link" }, words.addLink),
  );
  const neighbour = choose(words.prefer, neighbourChoices(draft, asn), undefined, { "data-key": "prefer" });
  const pref = input(words.localPref, "number", "", { min: "0", max: "4294967295", step: "1" });
  const prefer = form(
    () => {
      const value = pref.input.value === "" ? undefined : Number(pref.input.value);
      void context.change(preferNeighbour(draft, asn, Number(neighbour.select.value), value), { say: words.changed(name) }); // prettier-ignore
    },
    neighbour.field,
    pref.field,
    el("button", { "data-key": "set-pref" }, words.set),
  );
  const showPref = () => {
    const value = draft.policies?.ases?.[String(asn)]?.localPref?.[neighbour.select.value];
    pref.input.value = value === undefined ? "" : String(value);
  };
  neighbour.select.addEventListener("change", showPref);
  showPref();
  const site = freeSiteName(draft);
  return [
    whyBox(context, asn),
    el(
      "div",
      { class: "pg-tools" },
      button(words.addSite, () => void context.change(addSite(draft, site, asn, prefix), { say: words.added(words.siteName(site, asn)) }), { "data-key": "add-site" }), // prettier-ignore
      button(hasClient ? words.removeClient : words.addClient, () => void context.change(toggleClient(draft, asn), { say: words.changed(name) }), { "data-key": "client" }), // prettier-ignore
      button(words.removeAs, () => void context.change(removeAs(draft, asn), { say: words.removed(name), choose: null }), { "data-key": "remove" }), // prettier-ignore
    ),
    link,
    ...(neighboursOf(draft, asn).length > 0 ? [prefer] : []),
  ];
}

function linkParts(context: Context, a: number, b: number): Node[] {
  const draft = context.draft();
  const link = draft.links.find((each) => endsOf(each).includes(a) && endsOf(each).includes(b));
  if (!link) return [];
  const contract = choose(words.contractIs, contracts.map((each) => ({ value: each, label: words.contractOf[each](a, b) })), contractOf(link, a), { "data-key": "contract" }); // prettier-ignore
  contract.select.addEventListener("change", () => {
    void context.change(changeContract(draft, a, b, contract.select.value as Contract), { say: words.changed(words.linkName(a, b)) }); // prettier-ignore
  });
  return [
    contract.field,
    el(
      "div",
      { class: "pg-tools" },
      button(words.removeLink, () => void context.change(removeLink(draft, a, b), { say: words.removed(words.linkName(a, b)), choose: null }), { "data-key": "remove" }), // prettier-ignore
    ),
  ];
}

function siteParts(context: Context, site: string): Node[] {
  const draft = context.draft();
  const own = draft.announcements.find((each) => each.site === site);
  if (!own) return [];
  const changed = { say: words.changed(words.siteName(site, own.origin)) };
  const prepend = input(words.prepend, "number", String(own.prepend ?? 0), { min: "0", max: "255", step: "1", "data-key": "prepend" }); // prettier-ignore
  prepend.input.addEventListener("change", () => {
    const times = Number(prepend.input.value);
    void context.change(changeSite(draft, site, { prepend: times === 0 ? undefined : times }), changed);
  });
  const check = (label: string, isOn: boolean, key: string, set: (on: boolean) => void) => {
    const box = el("input", { type: "checkbox", "data-key": key });
    box.checked = isOn;
    box.addEventListener("change", () => set(box.checked));
    return el("label", { class: "pg-check" }, box, label);
  };
  const all = neighbourChoices(draft, own.origin);
  const told = all.map(({ value, label }) => {
    const asn = Number(value);
    return check(label, own.neighbours?.includes(asn) ?? true, `to-${asn}`, (on) => {
      const now = own.neighbours ?? all.map((each) => Number(each.value));
      const next = on ? [...now, asn] : now.filter((each) => each !== asn);
      const isAll = all.every((each) => next.includes(Number(each.value)));
      void context.change(changeSite(draft, site, { neighbours: isAll ? undefined : next }), changed);
    });
  });
  return [
    prepend.field,
    el("fieldset", { class: "pg-checks" }, el("legend", {}, words.announceTo), ...told),
    check(words.local, isLocal(own), "local", (on) => void context.change(setLocal(draft, site, on), changed)),
    el(
      "div",
      { class: "pg-tools" },
      button(words.removeSite, () => void context.change(removeSite(draft, site), { say: words.removed(words.siteName(site, own.origin)), choose: null }), { "data-key": "remove" }), // prettier-ignore
    ),
  ];
}
