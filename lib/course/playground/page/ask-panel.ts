// One request of a client: by which protocol, when, and what came of it.
import { ladderFigure } from "anycast-kit/figures";
import { protocols, type Asked, type Protocol } from "../protocol.js";
import { asField, type Context, type Panel } from "./context.js";
import { choose, el, form, input, panelOf } from "./elements.js";
import { playgroundWords as words } from "../../words.js";

export function askPanel(context: Context): Panel {
  const result = el("div", { class: "pg-result", role: "status" });
  const client = asField(context, words.client);
  const protocol = choose(words.protocol, protocols.map((value) => ({ value, label: words.protocols[value] }))); // prettier-ignore
  const at = input(words.when, "number", "", { min: "0", step: "any" });
  let askedText: string | undefined;
  let wasChosen: number | undefined;
  const asking = form(
    () => {
      const asn = client.value();
      if (asn === undefined) return context.say(words.notDone("choose an AS for the client."));
      const atMs = at.input.value === "" ? undefined : Number(at.input.value);
      const text = context.text();
      void context.library
        .ask({
          type: "ask",
          text,
          asn,
          prefix: context.look().prefix,
          protocol: protocol.select.value as Protocol,
          ...(atMs !== undefined && { atMs }),
        })
        .then((answer) => {
          askedText = text;
          result.replaceChildren(...("fault" in answer ? [el("p", {}, answer.fault.message)] : partsOf(answer.value)));
        });
    },
    ...client.fields,
    protocol.field,
    at.field,
    el("button", { class: "pg-main" }, words.send),
  );
  const element = panelOf("pg-ask", words.ask, asking, result);
  return {
    element,
    show() {
      client.show();
      const chosen = context.chosen();
      const [first] = context.draft().clients ?? [];
      if (chosen?.kind === "as" && chosen.asn !== wasChosen) client.set(chosen.asn);
      else if (wasChosen === undefined && first) client.set(first.asn);
      wasChosen = chosen?.kind === "as" ? chosen.asn : (wasChosen ?? 0);
      if (askedText === undefined || askedText === context.text()) return;
      askedText = undefined;
      result.replaceChildren();
    },
  };
}

function partsOf({ sentence, path, ladder }: Asked): Node[] {
  const picture = el("div");
  try {
    if (ladder) picture.innerHTML = ladderFigure(ladder, { name: "request", title: "Packets of the request" }).html;
  } catch {
    // Too many packets to draw: the sentence stands alone.
  }
  return [el("p", {}, el("strong", {}, sentence)), el("p", {}, words.path(path)), picture];
}
