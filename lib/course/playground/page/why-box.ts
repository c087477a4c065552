// Why an AS uses its site: the words of `anycast explain`, for each prefix.
import type { Why } from "../protocol.js";
import type { Context } from "./context.js";
import { el } from "./elements.js";
import { playgroundWords as words } from "../../words.js";

/** Routes that are listed; a large network hears hundreds. */
const MOST = 20;

export function whyBox(context: Context, asn: number): HTMLElement {
  const box = el("div", { class: "pg-why", "aria-label": words.why, role: "group" }, el("p", {}, words.computing));
  void context.library.ask({ type: "why", text: context.text(), asn }).then((answer) => {
    if ("fault" in answer) box.replaceChildren(el("p", {}, answer.fault.message));
    else box.replaceChildren(...answer.value.flatMap((why) => parts(why, answer.value.length > 1)));
  });
  return box;
}

function parts({ prefix, sentence, candidates, refused, others }: Why, isOneOfSeveral: boolean): Node[] {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          el("p", { class: "pg-small" }, title),
          el("ul", {}, ...lines.slice(0, MOST).map((line) => el("li", {}, line)), ...(lines.length > MOST ? [el("li", {}, words.unlisted(lines.length - MOST))] : [])), // prettier-ignore
        ];
  return [
    ...(isOneOfSeveral ? [el("h3", {}, prefix)] : []),
    el("p", {}, el("strong", {}, sentence)),
    ...list(words.candidates, candidates),
    ...list(words.refused, refused),
    ...(others.length > 0 ? list(words.otherStates(others.length), others) : []),
  ];
}
