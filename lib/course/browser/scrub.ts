// Dragging across a picture moves its time: from the left to the right edge is the whole of it. A drag that begins on something
// that can be pressed or moved is not one of these, and on a telephone a finger that goes up or down scrolls the page.
import type { RangeControl } from "../explorers/core/index.js";

/** A pointer that has moved less than this has not begun to drag, px. */
const STILL = 4;

export interface Scrubbing {
  readonly control: () => RangeControl | undefined;
  readonly value: (name: string) => number;
  /** Draws an instant during the drag. */
  readonly show: (name: string, value: number) => void;
  /** Draws the instant at which the pointer is let go, on a step of the control, and keeps it. */
  readonly rest: (name: string, value: number) => void;
}

/** Listens in `view`; does nothing while the explorer has no control that plays. */
export function scrubFigures(view: HTMLElement, { control, value, show, rest }: Scrubbing): void {
  let held: { readonly x: number; readonly from: number; readonly perPx: number; readonly pointer: number } | undefined;
  let isDragged = false;

  view.addEventListener("pointerdown", (event) => {
    const picture = (event.target as Element).closest("svg.ak-picture");
    const range = control();
    if (!range || !picture || event.button !== 0 || (event.target as Element).closest("[data-ak-hit]")) return;
    const perPx = (range.max - range.min) / Math.max(1, picture.getBoundingClientRect().width);
    held = { x: event.clientX, from: value(range.name), perPx, pointer: event.pointerId };
    isDragged = false;
  });
  view.addEventListener("pointermove", (event) => {
    const range = control();
    if (!held || !range || event.pointerId !== held.pointer) return;
    const gone = event.clientX - held.x;
    if (!isDragged && Math.abs(gone) < STILL) return;
    if (!isDragged) view.setPointerCapture(event.pointerId);
    isDragged = true;
    show(range.name, Math.min(range.max, Math.max(range.min, held.from + gone * held.perPx)));
  });
  const release = (event: PointerEvent) => {
    const range = control();
    if (!held || event.pointerId !== held.pointer) return;
    held = undefined;
    if (range && isDragged) rest(range.name, Math.round(value(range.name)));
  };
  view.addEventListener("pointerup", release);
  view.addEventListener("pointercancel", release);
}
