import { describe, expect, it } from "vitest";
import { maglevFigure } from "../../lib/kit/figures/building/maglev.js";
import { ringFigure } from "../../lib/kit/figures/building/ring.js";
import { tiersFigure, type TiersOptions } from "../../lib/kit/figures/building/tiers.js";
import { barsFigure, type BarsOptions } from "../../lib/kit/figures/chart/bars.js";
import { textWidth } from "../../lib/kit/figures/core/text-width.js";
import { FigureError } from "../../lib/kit/figures/core/figure-error.js";
import { disruption, flowHashes } from "../../lib/kit/traffic/ecmp/disruption.js";
import { maglevWith } from "../../lib/kit/traffic/ecmp/maglev.js";
import { ringWith } from "../../lib/kit/traffic/ecmp/ring.js";

const eight = [..."ABCDEFGH"];

describe("a ring", () => {
  it("gives each server the share that its flows get, and moves only the failed server's stretches", () => {
    const { data } = ringFigure({ name: "r", title: "R", before: eight, after: eight.slice(1), points: 8 });
    const hashes = flowHashes(50_000);
    const counted = disruption({ before: ringWith(8)(eight), after: ringWith(8)(eight.slice(1)), hashes });
    const givenUp = data.rows.map((row) => Number(row[3]));
    expect(givenUp.reduce((a, b) => a + b, 0)).toBeCloseTo(100 * counted.moved, 0);
    expect(givenUp.slice(1)).toEqual(eight.slice(1).map(() => 0));
    for (const column of [1, 2])
      expect(data.rows.reduce((sum, row) => sum + Number(row[column]), 0)).toBeCloseTo(100, 0);
  });
  it("refuses servers without a mark, and too many points", () => {
    expect(() => ringFigure({ name: "r", title: "R", before: ["S1"], after: ["A"] })).toThrow(FigureError);
    expect(() => ringFigure({ name: "r", title: "R", before: ["A"], after: ["B"], points: 99 })).toThrow(
      /points must be/,
    );
  });
});

describe("Maglev's table", () => {
  it("is the table that the balancer looks up, row by row", () => {
    const { data } = maglevFigure({ name: "m", title: "M", before: eight, after: eight.slice(1), rows: 31 });
    const [was, is] = [maglevWith(31)(eight), maglevWith(31)(eight.slice(1))];
    expect(data.rows.map((row) => [row[1], row[3]])).toEqual(
      Array.from({ length: 31 }, (_, row) => [was.choose(row), is.choose(row)]),
    );
  });
  it("numbers the turns: every turn once, and each server's first claim within the first round", () => {
    const { data } = maglevFigure({ name: "m", title: "M", before: eight, after: eight.slice(1), rows: 31 });
    expect(data.rows.map((row) => Number(row[2])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 31 }, (_, i) => i + 1),
    );
    const firstRound = data.rows.filter((row) => Number(row[2]) <= 8).map((row) => row[1]);
    expect(firstRound.sort()).toEqual(eight);
  });
  it("refuses a number of rows that is not prime", () => {
    const of = (rows: number) => () => maglevFigure({ name: "m", title: "M", before: ["A"], after: ["B"], rows });
    expect(of(30)).toThrow(/prime/);
    expect(of(67)).toThrow(/5 to 61/);
  });
});

describe("tiers", () => {
  const good: TiersOptions = {
    name: "t",
    title: "T",
    tiers: [
      { label: "leaf", nodes: [{ name: "leaf 1" }] },
      {
        label: "servers",
        nodes: [
          { name: "A", note: "3" },
          { name: "B", isGone: true },
        ],
      },
    ],
    links: [["leaf 1", "A"], ["leaf 1", "B"]], // prettier-ignore
    paths: [{ nodes: ["leaf 1", "B", "A"], site: "A" }],
  };
  it("explains a node that is gone by its own mark: a server's, a dashed box, or both", () => {
    const legendOf = (...gone: string[]) => {
      const nodes = (names: string[]) => names.map((name) => ({ name, isGone: gone.includes(name) }));
      const tiers = [
        { label: "", nodes: nodes(["LB1", "LB2"]) },
        { label: "", nodes: nodes(["A", "H"]) },
      ];
      const { html } = tiersFigure({ name: "t", title: "T", tiers, links: [["LB1", "A"]], gone: "not in use" });
      const legend = html.slice(html.indexOf("ak-legend"), html.indexOf("not in use"));
      return [legend.includes("ak-site-h"), legend.includes("ak-gone")];
    };
    expect([legendOf("H"), legendOf("LB1"), legendOf("LB1", "H")]).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });
  it("say in words and in the table what is drawn", () => {
    const { description, data, html } = tiersFigure(good);
    expect(description).toBe(
      "From top to bottom. leaf: leaf 1. servers: A: 3; B (gone). Paths of packets: leaf 1 > B > A (the connection goes on).",
    );
    expect(data.rows).toContainEqual(["path 1", "leaf 1 > B > A", "the connection goes on"]);
    expect(html.match(/ak-journey ak-site-a/g)).toHaveLength(3); // in the legend, wide and narrow
  });
  it("draw a link as wide as its share of the traffic, and refuse a share above 1", () => {
    const { html } = tiersFigure({ ...good, links: [["leaf 1", "A", 0.75], ["leaf 1", "B", 0.25]] }); // prettier-ignore
    const links = html.match(/<path[^>]*ak-weighed[^>]*>/g)!;
    const widths = links.map((link) => Number(/stroke-width="([\d.]+)"/.exec(link)![1]));
    expect(widths).toHaveLength(4); // wide and narrow
    expect(widths[0]).toBeGreaterThan(2 * widths[1]);
    expect(() => tiersFigure({ ...good, links: [["leaf 1", "A", 75]] })).toThrow(
      /share of a link must be 0 to 1 \(got 75 from leaf 1 to A\)/,
    );
  });
  it("say in the legend what nodes are that are gone", () => {
    expect(tiersFigure(good).html).toContain("failed or removed");
    expect(tiersFigure({ ...good, gone: "not in use" }).html).toContain("not in use");
  });
  it("write a note beside its node above the last tier, where paths lead down, and below it in the last", () => {
    const noted = [{ label: "leaf", nodes: [{ name: "leaf 1", note: "all flows" }] }, good.tiers[1]];
    const { html } = tiersFigure({ ...good, tiers: noted });
    expect(html.match(/class="ak-note ak-beside"[^>]*>all flows/g)).toHaveLength(2);
    expect(html.match(/class="ak-note"[^>]*>3</g)).toHaveLength(2);
  });
  it.each<[Partial<TiersOptions>, RegExp]>([
    [{ tiers: [] }, /at least one tier/],
    [{ tiers: [{ label: "x", nodes: [] }], links: [], paths: [] }, /1 to 8 nodes \(got 0\)/],
    [{ links: [["leaf 1", "Z"]] }, /unknown node "Z"; nodes are leaf 1, A, B/],
    [{ paths: [{ nodes: ["A"] }] }, /at least two nodes/],
    [{ paths: [{ nodes: ["A", "B"], site: "S1" }] }, /letter A to H \(got "S1"\)/],
    [{ tiers: [...good.tiers, { label: "again", nodes: [{ name: "A" }] }] }, /duplicate node "A"/],
  ])("refuse %j", (change, message) => expect(() => tiersFigure({ ...good, ...change })).toThrow(message));
});

describe("bars", () => {
  const good: BarsOptions = {
    name: "b",
    title: "B",
    x: { label: "flows", unit: "%" },
    bars: [{ name: "one", values: [5] }],
  };
  it("have their values in the table, and never for a bar without an end", () => {
    const { data } = barsFigure({ ...good, bars: [...good.bars, { name: "two", values: [Infinity] }] });
    expect(data.rows).toEqual([["one", 5], ["two", "never"]]); // prettier-ignore
  });
  it("can show what one design adds in its own colour, in the bars and in the legend, and name no part that no bar has", () => {
    const { html } = barsFigure({
      ...good,
      parts: [
        { name: "the smaller share", look: "quiet" },
        { name: "more with one", look: "plain", design: 1 },
        { name: "more with the other", look: "plain", design: 0 },
      ],
      bars: [{ name: "Brazil", values: [33, 55, 0] }],
    });
    const [picture, rest] = html.split('<ul class="ak-legend"');
    const [legend] = rest.split("</ul>");
    expect(picture.match(/class="ak-piece ak-[a-z0-9 -]+"/g)!.slice(0, 2)).toEqual([
      'class="ak-piece ak-quiet"',
      'class="ak-piece ak-plain ak-of-1"',
    ]);
    expect(legend).toContain("ak-piece ak-plain ak-of-1");
    expect(legend).toContain("more with one");
    expect(legend).not.toContain("more with the other");
  });
  it("are dots on a logarithmic axis, where a length means nothing, and an open arrow for never", () => {
    const x = { label: "time", unit: "s", log: true };
    const parts = [
      { name: "complete", look: "plain" },
      { name: "broken", look: "alarm" },
    ] as const;
    const bars = [
      { name: "soon", values: [0.8, 0] },
      { name: "late", values: [0, 54] },
      { name: "silence", values: [0, Infinity] },
    ];
    const [picture] = barsFigure({ ...good, x, parts, bars }).html.split('<ul class="ak-legend"');
    const wide = picture.slice(0, picture.indexOf("</svg>"));
    const dots = [...wide.matchAll(/<(circle|path|rect)[^>]*class="ak-piece ([a-z -]+)"/g)];
    expect(dots.map(([, element, look]) => `${element} ${look}`)).toEqual([
      "circle ak-plain ak-bar-dot",
      "circle ak-alarm ak-bar-dot",
      "path ak-alarm ak-bar-dot ak-endless",
    ]);
  });
  it("keep their scale where a figure space stands for a digit", () => {
    expect(textWidth("\u200796 ms", 14)).toBe(textWidth("142 ms", 14));
  });
  it.each<[Partial<BarsOptions>, RegExp]>([
    [{ bars: [] }, /1 to 12 bars \(got 0\)/],
    [{ bars: [{ name: "two", values: [1, 2] }] }, /expected 1 values, got 2/],
    [{ bars: [{ name: "less", values: [-1] }] }, /0 or more \(got -1\)/],
    [{ bars: [{ name: "odd", values: [Number.NaN] }] }, /0 or more \(got NaN\)/],
  ])("refuse %j", (change, message) => expect(() => barsFigure({ ...good, ...change })).toThrow(message));
});
