// Machines in rows: a name stands where no line leads.
import { describe, expect, it } from "vitest";
import { rowStage } from "../../lib/kit/figures/index.js";

const users = ["1", "2", "3", "4"];
const stage = rowStage({
  rows: [
    users.map((name) => ({ name: `user ${name}`, role: "client" as const, label: name })),
    [{ name: "edge" }],
    [{ name: "leaf 1" }, { name: "leaf 2" }],
    [{ name: "A" }, { name: "B" }],
  ],
  links: [
    ...users.map((name) => [`user ${name}`, "edge"] as const),
    ["edge", "leaf 1"],
    ["edge", "leaf 2"],
    ["leaf 1", "A"],
    ["leaf 2", "B"],
  ],
});

describe("machines in rows", () => {
  it("names a router in the middle on its right if a line leads straight down", () => {
    const { pictures } = rowStage({
      rows: [[{ name: "A" }, { name: "B" }], [{ name: "router" }], [{ name: "client", role: "client" }]],
      links: [
        ["client", "router"],
        ["router", "A"],
        ["router", "B"],
      ],
    });
    for (const { svg, at } of pictures) {
      const name = [...svg.querySelectorAll("text.ak-under")].find(({ textContent }) => textContent === "router")!;
      expect(name.getAttribute("text-anchor")).toBe("start");
      expect(Number(name.getAttribute("x"))).toBeGreaterThan(at("router")![0] + 6);
    }
  });

  for (const { className, svg, at, font } of stage.pictures) {
    const labels = [...svg.querySelectorAll("text.ak-under")].map((text) => ({
      word: text.textContent,
      x: Number(text.getAttribute("x")),
      y: Number(text.getAttribute("y")),
      anchor: text.getAttribute("text-anchor"),
    }));
    const labelOf = (word: string) => labels.find((label) => label.word === word)!;

    it(`names users above them, inside the picture (${className})`, () => {
      for (const name of users) {
        expect(labelOf(name).y).toBeLessThan(at(`user ${name}`)![1] - 8);
        expect(labelOf(name).y).toBeGreaterThan(0.7 * font.wide);
      }
    });

    it(`names a router on the side that its lines leave free (${className})`, () => {
      const [left, right, middle] = [at("leaf 1")!, at("leaf 2")!, at("edge")!];
      expect(labelOf("leaf 1")).toMatchObject({ anchor: "end" });
      expect(labelOf("leaf 1").x).toBeLessThan(left[0] - 6);
      expect(labelOf("leaf 2")).toMatchObject({ anchor: "start" });
      expect(labelOf("leaf 2").x).toBeGreaterThan(right[0] + 6);
      expect(labelOf("edge")).toMatchObject({ anchor: "middle", x: middle[0] });
      expect(labelOf("edge").y).toBeGreaterThan(middle[1] + 6);
    });
  }
});
