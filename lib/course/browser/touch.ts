// Pressing and dragging in the figures of an explorer. It moves the same controls as the form; a press may also show one slider
// where the pointer is. Pictures are drawn again at each change, so nothing here holds on to an element of one.
import { valueText, type RangeControl, type Touched } from "../explorers/core/index.js";

/** A pointer that has moved less than this has pressed, px. */
const STILL = 6;

export interface Touching {
  /** The explorer's answer to a press, or to a drag onto something. */
  readonly touched: (from: string, onto?: string) => Touched | undefined;
  readonly set: (values: Readonly<Record<string, string | number>>) => void;
  readonly control: (name: string) => RangeControl | undefined;
  readonly value: (name: string) => number;
}

/** Listens in `view`; the slider is added to `live`, the part of the explorer that holds it. Call the result after each redraw. */
export function touchFigures(view: HTMLElement, live: HTMLElement, touching: Touching): () => void {
  const slider = sliderIn(live, touching);
  let held: { from: string; x: number; y: number; over?: string; pointer: number } | undefined;

  view.addEventListener("pointerdown", (event) => {
    const from = keyOf(event.target);
    slider.close();
    held = from === undefined || event.button !== 0 ? undefined : { from, x: event.clientX, y: event.clientY, pointer: event.pointerId }; // prettier-ignore
  });
  view.addEventListener("pointermove", (event) => {
    if (!held || event.pointerId !== held.pointer) return;
    if (held.over === undefined && Math.hypot(event.clientX - held.x, event.clientY - held.y) < STILL) return;
    const { from } = held;
    const nearest = nearestKey(view, event, (key) => key !== from && touching.touched(from, key) !== undefined);
    if (nearest === undefined || nearest === held.over) return;
    // The picture under the pointer is about to be replaced; the view stays.
    view.setPointerCapture(event.pointerId);
    held.over = nearest;
    const answer = touching.touched(from, nearest);
    if (answer && "set" in answer) touching.set(answer.set);
  });
  view.addEventListener("pointerup", (event) => {
    const pressed = held;
    held = undefined;
    if (!pressed || pressed.over !== undefined || event.pointerId !== pressed.pointer) return;
    if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) >= STILL) return;
    const answer = touching.touched(pressed.from);
    if (answer && "set" in answer) touching.set(answer.set);
    else if (answer) slider.open(answer.edit, event);
  });
  view.addEventListener("pointercancel", () => (held = undefined));
  return slider.update;
}

const keyOf = (target: EventTarget | null): string | undefined =>
  (target as Element | null)?.closest("[data-ak-hit]")?.getAttribute("data-ak-hit") ?? undefined;

function nearestKey(view: HTMLElement, { clientX, clientY }: PointerEvent, fits: (key: string) => boolean) {
  let [best, least]: [string | undefined, number] = [undefined, Infinity];
  for (const each of view.querySelectorAll("circle[data-ak-hit]")) {
    const { left, top, width, height } = each.getBoundingClientRect();
    const far = Math.hypot(left + width / 2 - clientX, top + height / 2 - clientY);
    const key = each.getAttribute("data-ak-hit")!;
    if (width > 0 && far < least && fits(key)) [best, least] = [key, far];
  }
  return best;
}

/** One slider over the figures. */
function sliderIn(live: HTMLElement, { set, control, value }: Touching) {
  let shown: { readonly name: string; readonly box: HTMLElement } | undefined;
  const close = () => {
    // Removing a focused slider blurs it, which closes it: by then there is nothing to close.
    const open = shown;
    shown = undefined;
    open?.box.remove();
  };
  const update = () => {
    const range = shown && control(shown.name);
    if (!shown || !range) return;
    const [input, output] = [shown.box.querySelector("input")!, shown.box.querySelector("output")!];
    const text = valueText(range, value(range.name));
    if (Number(input.value) !== value(range.name)) input.value = String(value(range.name));
    if (output.textContent !== text) output.textContent = text;
  };
  const open = (name: string, { clientX, clientY }: PointerEvent) => {
    const range = control(name);
    if (!range) return;
    const box = document.createElement("div");
    box.className = "ak-pop";
    const [label, output, input] = [document.createElement("label"), document.createElement("output"), document.createElement("input")]; // prettier-ignore
    const { min, max, step } = range;
    Object.assign(input, { type: "range", min: String(min), max: String(max), step: String(step) });
    input.setAttribute("data-lm-suppress-shortcuts", "true");
    label.append(`${range.label} `, output, input);
    box.append(label);
    live.append(box);
    shown = { name, box };
    input.value = String(value(name));
    update();
    const frame = live.getBoundingClientRect();
    const left = Math.min(clientX - frame.left - box.offsetWidth / 2, frame.width - box.offsetWidth);
    Object.assign(box.style, { left: `${Math.max(0, left)}px`, top: `${clientY - frame.top + 14}px` });
    input.addEventListener("input", () => set({ [name]: Number(input.value) }));
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => event.key === "Escape" && close());
    input.focus({ preventScroll: true });
  };
  return { open, close, update };
}
