import { describe, expect, it } from "vitest";
import { placeWords, type ArrowWords } from "../../lib/kit/figures/ladder/words.js";

const arrow = (from: [number, number], to: [number, number], more: Partial<ArrowWords> = {}): ArrowWords => ({
  ...{ from, to, wide: 60, isSecond: false, isAnswer: false },
  ...more,
});
const WIDTH = 264;

describe("the words of arrows", () => {
  it("stand over the middle, further on where the sender says something, below the second of two", () => {
    expect(placeWords([arrow([60, 100], [160, 120])], [], WIDTH)).toEqual([{ x: 110, y: 106 }]);
    expect(placeWords([arrow([60, 100], [160, 120], { isAnswer: true })], [], WIDTH)).toEqual([{ x: 132, y: 110.4 }]);
    expect(placeWords([arrow([60, 100], [160, 120], { isSecond: true })], [], WIDTH)).toEqual([{ x: 110, y: 123 }]);
  });
  it("stay in the picture", () => {
    const [{ x }] = placeWords([arrow([200, 100], [250, 120], { wide: 100 })], [], WIDTH);
    expect(x).toBe(212);
  });
  it("make room for each other, and for what hosts say", () => {
    // A packet from A to the client under a reset from B to the client, and "PTO expires" beside A.
    const crossing = [
      arrow([246, 100], [60, 160], { wide: 90, isAnswer: true }),
      arrow([153, 124], [60, 146], { wide: 36, isAnswer: true }),
    ];
    const said = { x: 161, y: 116, width: 80, height: 15 };
    const [reset, packet] = placeWords(crossing, [said], WIDTH);
    expect(Math.abs(reset.y - packet.y)).toBeGreaterThanOrEqual(12);
    expect(placeWords(crossing, [said], WIDTH)).toEqual([reset, packet]);
  });
  it("stand beside the arrow where all of it is taken", () => {
    // A long arrow whose middle a remark covers, above and below: the label moves off the line, between the ends.
    const whole = { x: 66, y: 80, width: 110, height: 100 };
    const [{ x }] = placeWords([arrow([20, 100], [240, 160], { isAnswer: true })], [whole], WIDTH);
    expect(x - 30).toBeGreaterThanOrEqual(176);
    expect(x + 30).toBeLessThanOrEqual(240);
  });
  it("are looked for no further than the first free place", () => {
    // Each position reads the arrow's direction once. A hundred arrows with room need three each: the first, and one in each round.
    let read = 0;
    const counted = (y: number): ArrowWords => ({
      ...arrow([60, y], [160, y]),
      get wide() {
        read++;
        return 60;
      },
    });
    placeWords(Array.from({ length: 100 }, (_, i) => counted(30 * i)), [], WIDTH); // prettier-ignore
    expect(read).toBe(300);
  });
});
