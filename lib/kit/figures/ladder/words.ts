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
  const chosen = arrows.map((arrow) => placeOf(arrow, width, 0, 0, 0)!);
  for (let round = 0; round < 2; round++)
    arrows.forEach((arrow, i) => {
      let least = Infinity;
      for (const place of placesOf(arrow, width)) {
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

interface Candidate extends WordPlace {
  readonly rect: Rect;
}

/** The positions of a label, best first; most labels take the first one, so the others are computed when they are tried. */
function* placesOf(arrow: ArrowWords, width: number): Generator<Candidate, void> {
  const parts = partsOf(arrow);
  for (let shift = 0; shift < SHIFTS.length; shift++)
    for (let side = 0; side < 2; side++)
      for (let part = 0; part < parts.length; part++) {
        const place = placeOf(arrow, width, shift, side, part);
        if (place) yield place;
      }
}

const SHIFTS = [0, ...BESIDE];
const partsOf = ({ isAnswer }: ArrowWords) => (isAnswer ? FURTHER_ON : MIDDLE);

/** One position, by its shift, its side and its part of the arrow; undefined if a label beside the arrow is not between its ends. */
function placeOf(arrow: ArrowWords, width: number, shift: number, side: number, part: number): Candidate | undefined {
  const { from, to, wide, isSecond } = arrow;
  const half = wide / 2;
  const along = partsOf(arrow)[part];
  const wanted = from[0] + along * (to[0] - from[0]) + SHIFTS[shift] * wide;
  const x = Math.min(Math.max(wanted, half + 2), width - half - 2);
  // The times stand to the left of the rails.
  const isBetween = x - half >= Math.min(from[0], to[0]) && x + half <= Math.max(from[0], to[0]);
  if (shift !== 0 && !isBetween) return undefined;
  const y = from[1] + along * (to[1] - from[1]) + ((side === 0) === isSecond ? BELOW : ABOVE);
  return { x, y, rect: { x: x - half, y: y - HEIGHT + 4, width: wide, height: HEIGHT - 2 } };
}
