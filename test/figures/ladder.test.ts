import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { ladderFigure } from "../../lib/kit/figures/ladder/ladder.js";
import { routeChange } from "../../lib/course/stories/route-change.js";
import type { Ladder } from "../../lib/kit/traffic/ladder.js";

const stories = (["dns", "tcp", "quic"] as const).map((protocol) => routeChange({ protocol, strangers: "silence" }));
const beside = stories.map(({ ladder }) => ladder);
const columns = beside.map((each, i) => {
  const { html } = ladderFigure(each, { name: `column-${i}`, title: "Column", beside });
  return parseHTML(html).document.querySelector("svg.ak-column")!;
});

describe("ladders that stand beside each other", () => {
  it("have every instant at the same height", () => {
    const heights = new Map<string, Set<string>>();
    for (const column of columns)
      for (const time of column.querySelectorAll(".ak-time"))
        heights.set(time.textContent, (heights.get(time.textContent) ?? new Set()).add(time.getAttribute("y")!));
    expect(heights.size).toBeGreaterThan(20);
    for (const [time, ys] of heights) expect([time, ys.size]).toEqual([time, 1]);
    const lines = columns.map(
      (each) =>
        each
          .querySelector(".ak-change path")!
          .getAttribute("d")!
          .match(/,([\d.]+)/)![1],
    );
    expect(new Set(lines).size).toBe(1);
    expect(new Set(columns.map((each) => each.getAttribute("height"))).size).toBe(1);
  });

  it("write their times in order, one below the other", () => {
    for (const column of columns) {
      const ys = [...column.querySelectorAll(".ak-time")].map((time) => Number(time.getAttribute("y")));
      ys.forEach((y, i) => i > 0 && expect(y - ys[i - 1]).toBeGreaterThanOrEqual(12));
    }
  });

  it("are drawn each by itself for a narrow screen", () => {
    const alone = ladderFigure(beside[0], { name: "column-0", title: "Column" });
    const column = ladderFigure(beside[0], { name: "column-0", title: "Column", beside });
    const narrow = (html: string) => parseHTML(html).document.querySelector("svg.ak-narrow")!.outerHTML;
    expect(narrow(column.html)).toBe(narrow(alone.html));
  });
});

describe("what a ladder says", () => {
  const rails: Ladder["rails"] = [{ name: "client", role: "client" }, { name: "A", role: "site" }]; // prettier-ignore
  const rung = { at: 0, until: 10, from: "client", to: "A", kind: "data", packet: 1 } as const;
  const draw = (more: Partial<Ladder>) => ladderFigure({ rails, rungs: [{ ...rung, label: "SYN" }], remarks: [], endedMs: 10, ...more }, { name: "words", title: "Words" }); // prettier-ignore

  it("counts packets that travel together, and remarks that say the same, instead of writing them on each other", () => {
    const { data } = draw({
      rungs: ["1460 bytes", "1460 bytes", "FIN"].map((label, packet) => ({ ...rung, label, packet })),
      remarks: [1, 2].map(() => ({ at: 10, rail: "A", label: "does not know it", kind: "note" as const })),
    });
    expect(data.rows.map((row) => row[2])).toEqual(["2 × 1460 bytes, FIN", "does not know it (2 times)"]);
  });

  it("draws a packet that is lost beside one that arrives, where both are sent together", () => {
    const { html } = draw({
      rungs: [{ ...rung, label: "629 bytes" }, { ...rung, label: "1460 bytes", kind: "lost", packet: 2 }],
    }); // prettier-ignore
    const shafts = [...parseHTML(html).document.querySelectorAll("svg.ak-wide .ak-shaft")];
    const starts = shafts.map((each) => Number(/,([\d.]+)/.exec(each.getAttribute("d")!)![1]));
    expect(starts).toHaveLength(2);
    expect(starts[1] - starts[0]).toBeGreaterThan(10);
  });

  it("breaks long remarks into lines that stay off the column of times", () => {
    const label = "is a host that has rather a lot to say about each and every packet that it was not expecting at all";
    const { html, data } = draw({ remarks: [{ at: 10, rail: "A", label, kind: "note", tone: "bad" }] });
    const lines = [...parseHTML(html).document.querySelectorAll("svg.ak-narrow .ak-remark text")];
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.map((line) => line.textContent).join(" ")).toBe(label);
    expect(new Set(lines.map((line) => line.getAttribute("text-anchor"))).size).toBe(1);
    for (const line of lines) expect(Number(line.getAttribute("x")) - 7 * line.textContent.length).toBeGreaterThan(40);
    expect(data.rows[1][2]).toBe(label);
  });
});
