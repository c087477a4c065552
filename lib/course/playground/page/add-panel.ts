// A form for a new AS, with the provider it buys transit from.
import { addAs, addLink, freeAsn, linkOf } from "../edit/index.js";
import { asField, type Context, type Panel } from "./context.js";
import { el, form, input, panelOf } from "./elements.js";
import { playgroundWords as words } from "../../words.js";

export function addPanel(context: Context): Panel {
  const asn = input(words.asn, "number", "", { min: "1", max: "4294967295", step: "1", required: true });
  const name = input(words.name, "text", "", { maxlength: "60" });
  const provider = asField(context, words.customerOf, [{ value: "", label: words.none }]);
  const adding = form(
    () => {
      const number = Number(asn.input.value);
      const above = provider.value();
      const as = { asn: number, ...(name.input.value.trim() && { name: name.input.value.trim() }) };
      const withIt = addAs(context.draft(), as);
      const next = above === undefined ? withIt : addLink(withIt, linkOf(above, number, "provider"));
      const done = { say: words.added(words.as(number)), choose: { kind: "as" as const, asn: number } };
      void context.change(next, done).then((isDone) => {
        if (isDone) name.input.value = "";
      });
    },
    asn.field,
    name.field,
    ...provider.fields,
    el("button", {}, words.addAs),
  );
  const element = panelOf("pg-add", words.addAs, adding);
  return {
    element,
    show() {
      asn.input.value = String(freeAsn(context.draft()));
      provider.show();
    },
  };
}
