// What the panels of the page share: the scenario that was last accepted, what is chosen, and how a change is made.
import { neighboursOf, type Draft } from "../edit/index.js";
import type { Look } from "../protocol.js";
import { choose, input, setChoices, type Choice } from "./elements.js";
import type { Library } from "./library.js";
import type { Chosen } from "./picture.js";
import { playgroundWords as words } from "../../words.js";

export interface Context {
  /** The accepted text, and the same parsed. */
  readonly text: () => string;
  readonly draft: () => Draft;
  readonly look: () => Look;
  readonly chosen: () => Chosen | undefined;
  choose(chosen: Chosen | undefined): void;
  /**
   * Replaces the scenario if the reader accepts it; else says why not and changes nothing.
   * @param done what is said of it, and what is chosen afterwards (absent: as before)
   */
  change(next: Draft, done: { readonly say: string; readonly choose?: Chosen | null }): Promise<boolean>;
  readonly library: Library;
  say(text: string): void;
}

/** A part of the page that shows the accepted scenario. */
export interface Panel {
  readonly element: HTMLElement;
  show(): void;
}

/** Of more ASes than this the reader types the number. */
const MOST_LISTED = 60;

export const asChoices = ({ ases }: Draft): Choice[] =>
  ases.map(({ asn, name }) => ({ value: String(asn), label: words.as(asn, name) }));

/** A field for an AS: a list, or a number where there are many. `value()` is undefined if nothing valid is chosen. */
export function asField(context: Context, label: string, first: readonly Choice[] = []) {
  const list = choose(label, []);
  const typed = input(label, "number", "", { min: "1", max: "4294967295", inputmode: "numeric" });
  const isListed = () => context.draft().ases.length <= MOST_LISTED;
  return {
    fields: [list.field, typed.field],
    show(without: readonly number[] = []) {
      list.field.hidden = !isListed();
      typed.field.hidden = isListed();
      const choices = asChoices(context.draft()).filter(({ value }) => !without.includes(Number(value)));
      if (isListed()) setChoices(list.select, [...first, ...choices]);
    },
    set(asn: number) {
      list.select.value = String(asn);
      typed.input.value = String(asn);
    },
    value(): number | undefined {
      const asn = Number(isListed() ? list.select.value : typed.input.value);
      return Number.isInteger(asn) && asn > 0 ? asn : undefined;
    },
  };
}

export const neighbourChoices = (draft: Draft, asn: number): Choice[] =>
  neighboursOf(draft, asn).map((other) => ({
    value: String(other),
    label: words.as(other, draft.ases.find((as) => as.asn === other)?.name),
  }));
