// Placement of arrow labels in a ladder diagram: at an arrow's middle or, if another label is there, further along.
import { commonArea, type Rect } from "../core/index.js";

export interface ArrowWords {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  /** Width of the label, px. */
  readonly wide: number;
  /** Below the arrow: the second of two arrows between the same rails. */
  readonly isSecond: boolean;
  /** Its sender has a remark at the same instant: the label moves further along. */
  readonly isAnswer: boolean;
}

export interface WordPlace {
  readonly x: number;
  readonly y: number;
}

/** Fractions of the arrow's length, best first. */
const MIDDLE = [0.5, 0.35, 0.65, 0.22, 0.78];
const FURTHER_ON = [0.72, 0.6, 0.82, 0.5];
/** Where all of these are taken: beside the arrow, by this part of the label's width to the left and to the right. */
const BESIDE = [-0.5, 0.5];
/** Above and below the line, px from the middle of the arrow to the baseline of the label. */
const [ABOVE, BELOW] = [-4, 13];
const HEIGHT = 14;

/**
 * Each label takes the first position with the least overlap; a second round lets earlier labels make room.
 * @param taken boxes of remarks
 * @param width of the picture, px
 * @returns the middle of each baseline, in the given order
 */
export function placeWords(arrows: readonly ArrowWords[], taken: readonly Rect[], width: number): WordPlace[] {
  const places = arrows.map((arrow) => placesOf(arrow, width));
  const chosen = places.map(([first]) => first);
  for (let round = 0; round < 2; round++)
    places.forEach((each, i) => {
      let least = Infinity;
      for (const place of each) {
        let covered = 0;
        for (const other of taken) covered += commonArea(other, place.rect);
        for (let k = 0; k < chosen.length; k++) if (k !== i) covered += commonArea(chosen[k].rect, place.rect);
        if (covered >= least) continue;
        least = covered;
        chosen[i] = place;
        if (covered === 0) break;
      }
    });
  return chosen.map(({ x, y }) => ({ x, y }));
}

function placesOf({ from, to, wide, isSecond, isAnswer }: ArrowWords, width: number) {
  const half = wide / 2;
  const sides = isSecond ? [BELOW, ABOVE] : [ABOVE, BELOW];
  const shifts = [0, ...BESIDE].flatMap((shift) => sides.map((side) => [shift, side] as const));
  return shifts.flatMap(([shift, side]) =>
    (isAnswer ? FURTHER_ON : MIDDLE).flatMap((part) => {
      const wanted = from[0] + part * (to[0] - from[0]) + shift * wide;
      const x = Math.min(Math.max(wanted, half + 2), width - half - 2);
      // Beside the arrow, but between its ends: the times stand to the left of the rails.
      const isBetween = x - half >= Math.min(from[0], to[0]) && x + half <= Math.max(from[0], to[0]);
      if (shift !== 0 && !isBetween) return [];
      const y = from[1] + part * (to[1] - from[1]) + side;
      return [{ x, y, rect: { x: x - half, y: y - HEIGHT + 4, width: wide, height: HEIGHT - 2 } }];
    }),
  );
}
