import { describe, expect, it } from "vitest";
import { shareOutlines } from "../../lib/kit/report/shared-outlines.js";

const land = `m${"1,2l3-4".repeat(100)}z`;
const map = (d: string) => `<svg><path d="${d}" class="ak-land"></path></svg>`;

describe("the outlines of maps on one page", () => {
  it("are written once, and referred to by the other maps", () => {
    const shared = shareOutlines(map(land) + map(land) + `<svg><path d="${land}" class="ak-land" /></svg>`);
    expect(shared.split(land)).toHaveLength(2);
    expect(shared).toContain(`<path id="outline-1" d="${land}" class="ak-land"></path>`);
    expect(shared.match(/<use href="#outline-1"\/>/g)).toHaveLength(2);
  });

  it("stay as they are where they differ, are short, or are not of a map's ground", () => {
    const other = map(`${land}m1,1z`);
    for (const html of [
      map(land) + other,
      map("m1,1z") + map("m1,1z"),
      map(land).replace("ak-land", "ak-way") + map(land),
    ])
      expect(shareOutlines(html)).toBe(html);
  });
});
