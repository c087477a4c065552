import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { layoutOf } from "../../lib/kit/figures/as-graph/layout.js";
import { asGraphContents, momentContents, routesContents } from "../../lib/kit/figures/as-graph/contents.js";
import { asGraphFigure } from "../../lib/kit/figures/as-graph/as-graph.js";
import { FigureError } from "../../lib/kit/figures/core/figure-error.js";
import type { AsGraphContents } from "../../lib/kit/figures/as-graph/model.js";
import { siteOf, steadyState } from "../../lib/kit/routing/bgp/steady-state.js";
import { clique } from "../../lib/kit/routing/convergence/gadgets.js";
import { converge } from "../../lib/kit/routing/convergence/converge.js";
import { momentAfter, momentAt } from "../../lib/kit/routing/convergence/replay/scrub.js";
import { walkAt } from "../../lib/kit/routing/convergence/replay/walk-at.js";
import { defineAsGraph } from "../../lib/kit/topology/as-graph.js";
import { world, worldInput } from "../routing/bgp/world.js";

const graph = (text: string) => asGraphContents(defineAsGraph(worldInput(text)));
const rowsOf = (contents: ReturnType<typeof graph>) => {
  const layout = layoutOf(contents.ases, contents.links, []);
  return new Map(contents.ases.map(({ asn }, i) => [asn, layout[i].row]));
};

/** A graph without a cycle of providers: lower numbers sell to higher ones. */
const anyGraph = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.boolean()), {
    selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`,
    minLength: 1,
    maxLength: 14,
  })
  .map((links) =>
    links
      .filter(([a, b]) => a !== b)
      .map(([a, b, sells]) => (a < b ? `${a}${sells ? ">" : "-"}${b}` : `${b}${sells ? ">" : "-"}${a}`)),
  )
  .filter((links) => links.length > 0)
  .map((links) => graph(links.join(" ")));

describe("the layout of an AS graph", () => {
  it("puts every AS below all its providers, and no two boxes of a row nearer than two columns", () => {
    fc.assert(
      fc.property(anyGraph, ({ ases, links }) => {
        const layout = layoutOf(ases, links, []);
        const spot = (asn: number) => layout[ases.findIndex((as) => as.asn === asn)];
        for (const link of links)
          if ("provider" in link) expect(spot(link.customer).row).toBeGreaterThan(spot(link.provider).row);
        for (const [i, a] of layout.entries())
          for (const b of layout.slice(0, i))
            if (a.row === b.row) expect(Math.abs(a.column - b.column)).toBeGreaterThanOrEqual(2);
      }),
      { numRuns: 30 },
    );
  });

  it("puts peers side by side where their customers allow it", () => {
    const rows = rowsOf(graph("1>2 2-3 3>4 5>3 6-2"));
    expect(rows.get(3)).toBe(rows.get(2));
    expect(rows.get(6)).toBe(rows.get(2));
  });

  it("crosses no lines where none need to cross", () => {
    const { ases, links } = graph("1>11 1>12 2>21 2>22 1-2 11>111 22>222");
    const layout = layoutOf(ases, links, []);
    const column = (asn: number) => layout[ases.findIndex((as) => as.asn === asn)].column;
    const left = column(1) < column(2);
    for (const [a, b] of [[11, 21], [12, 22], [11, 22], [12, 21], [111, 222]]) expect(column(a) < column(b)).toBe(left); // prettier-ignore
  });
});

it("leaves room above the first row where a link runs over its boxes, and nowhere else", () => {
  const topOf = (text: string) => {
    const { document } = parseHTML(asGraphFigure({ ...graph(text), name: "arcs", title: "Arcs" }).html);
    return Math.min(
      ...[...document.querySelectorAll("svg.ak-wide .ak-frame")].map((box) => Number(box.getAttribute("y"))),
    );
  };
  expect(topOf("1-2 2-3 1-3")).toBeGreaterThan(topOf("1-2 2-3") + 15);
});

describe("sites that are announced to one neighbour each", () => {
  const sites = [
    { name: "A", origin: 9, neighbour: 1, place: "Seattle" },
    { name: "B", origin: 9, neighbour: 2, place: "Delhi" },
    { name: "C", origin: 9, neighbour: 2 },
  ];
  const { html, data } = asGraphFigure({ ...graph("1>9 2>9 1-2"), sites, name: "ends", title: "Ends" });
  const { document } = parseHTML(html);
  const spot = (element: Element) =>
    element
      .getAttribute("transform")!
      .match(/[\d.]+/g)!
      .map(Number);

  it("stand on their links, above the origin and apart from each other, without a stem", () => {
    for (const size of ["wide", "narrow"]) {
      const svg = document.querySelector(`svg.ak-${size}`)!;
      const marks = [...svg.querySelectorAll(".ak-hanging > g")].map(spot);
      const origin = Math.max(...[...svg.querySelectorAll(".ak-frame")].map((box) => Number(box.getAttribute("y"))));
      expect(marks).toHaveLength(3);
      for (const [i, [x, y]] of marks.entries()) {
        expect(y).toBeLessThan(origin - 11);
        for (const [a, b] of marks.slice(0, i)) expect(Math.hypot(a - x, b - y)).toBeGreaterThan(22);
      }
      expect(svg.querySelectorAll(".ak-stem")).toHaveLength(0);
    }
  });

  it("are named with their neighbour in the legend and in the description", () => {
    expect(document.querySelector(".ak-legend")!.textContent).toContain("Seattle, announced to AS1");
    expect(html).toContain("Site B (Delhi) is at AS9, announced to AS2.");
    expect(data.rows.find(([as]) => as === "AS9")).toContain("A, B, C");
  });

  it("are refused without a link to that neighbour", () =>
    expect(() =>
      asGraphFigure({
        ...graph("1>9 1-2"),
        sites: [{ name: "A", origin: 9, neighbour: 2 }],
        name: "none",
        title: "None",
      }),
    ).toThrow(/site A goes from AS9 to AS2, which have no link/));
});

describe("an AS graph from the library", () => {
  const topology = world("10>1 20>1 10>11 11>12 12>13 13>101 10-30 30>103 20>21 21>22 22>102");
  const announcements = [101, 102, 103].map((origin, i) => ({ site: "ABC"[i], origin }));
  const state = steadyState({ topology, announcements });

  it("colours each AS by the site that its steady state says, and points to its next hop", () => {
    const { ases, routes } = routesContents(state);
    for (const { asn, site } of ases) expect(site).toBe(siteOf(state, asn));
    expect(routes!.find(({ from }) => from === 1)).toEqual({ from: 1, to: 20, site: "B" });
    expect(routes!.filter(({ from }) => [101, 102, 103].includes(from))).toEqual([]);
  });

  it("is the same graph from the authored and from the compiled form", () => {
    const authored = graph("1>2 1>3 2-3");
    const compiled = asGraphContents(world("1>2 1>3 2-3"));
    expect(new Set(compiled.links.map((link) => JSON.stringify(link)))).toEqual(
      new Set(authored.links.map((link) => JSON.stringify(link))),
    );
  });

  it("shows at every moment of a path hunt what a packet would meet", () => {
    const history = converge({ ...clique(4), timing: { mrai: false } });
    for (let step = 0; step <= history.log.length; step++) {
      const moment = momentAfter(history, step);
      for (const { asn, site, loop } of momentContents(history, moment).ases) {
        const { fate } = walkAt({ history, from: asn, at: moment });
        expect(loop ?? false).toBe(fate.kind === "loop");
        expect(site).toBe(fate.kind === "delivered" ? fate.site : null);
      }
    }
  });

  it("shows messages between their ends, the withdrawn site and the link that is down", () => {
    const problem = { topology, announcements, start: "settled" as const, timing: { mrai: false as const } };
    const gone = converge({ ...problem, events: [{ at: 0, kind: "withdraw", site: "A" }] });
    expect(momentContents(gone, momentAt(gone, 5)).messages).toEqual([
      { from: 101, to: 13, kind: "withdrawal", progress: 0.25 },
    ]);
    const after = momentContents(gone, momentAt(gone, 30));
    expect(after.sites!.map(({ dead }) => dead ?? false)).toEqual([true, false, false]);
    const cut = converge({ ...problem, events: [{ at: 0, kind: "link-down", ends: [10, 30] }] });
    const down = momentContents(cut, momentAt(cut, 1)).links.filter((link) => "down" in link && link.down);
    expect(down).toEqual([{ peers: [10, 30], down: true }]);
  });
});

describe("an AS graph that makes no sense is refused with what was wrong and what to do", () => {
  const ases = [{ asn: 1 }, { asn: 2 }, { asn: 3 }];
  const links = [{ provider: 1, customer: 2 }];
  const draw = (more: Partial<AsGraphContents>) => () =>
    asGraphFigure({ name: "wrong", title: "Wrong", ases, links, ...more });
  it.each<[string, Partial<AsGraphContents>, string]>([
    ["no AS", { ases: [], links: [] }, "AS graph wrong: must have at least one AS."],
    ["an AS given twice", { ases: [...ases, { asn: 2 }] }, "duplicate AS2."],
    [
      "a link to nowhere",
      { links: [{ provider: 1, customer: 9 }] },
      "link AS1 - AS9 has unknown AS9; ASes are AS1, AS2, AS3.",
    ],
    ["a link given twice", { links: [...links, { peers: [2, 1] }] }, "link AS2 - AS1 is a duplicate"],
    [
      "a cycle of providers",
      { links: [...links, { provider: 2, customer: 3 }, { provider: 3, customer: 1 }] },
      "cycle of providers",
    ],
    ["a site at an unknown AS", { sites: [{ name: "A", origin: 9 }] }, "site A has unknown AS9"],
    [
      "a site that is no letter",
      { ases: [{ asn: 1, site: "Delhi" }], links: [] },
      "sites must be named by the letters A to H.",
    ],
    [
      "a route without a link",
      { routes: [{ from: 1, to: 3, site: "A" }] },
      "the route of AS1 goes from AS1 to AS3, which have no link.",
    ],
    ["a path without a link", { paths: [{ ases: [2, 1, 3] }] }, "path 2 1 3 goes from AS1 to AS3"],
    ["a path of one AS", { paths: [{ ases: [2] }] }, "must have two or more ASes"],
    [
      "a message without a link",
      { messages: [{ from: 3, to: 1, kind: "update" }] },
      "the update of AS3 goes from AS3 to AS1",
    ],
    [
      "places for some ASes only",
      { ases: [{ asn: 1, x: 0, y: 0 }, { asn: 2 }] },
      "x and y must be given for all ASes or for none.",
    ],
    [
      "more than can be read",
      { ases: Array.from({ length: 41 }, (_, i) => ({ asn: i + 1 })) },
      "must have at most 40 ASes (got 41)",
    ],
  ])("%s", (_, more, message) => {
    expect(draw(more)).toThrow(FigureError);
    expect(draw(more)).toThrow(message);
  });

  it("a name is shown, never run", () => {
    const { html } = asGraphFigure({ name: "safe", title: "Safe", ases: [{ asn: 1, name: "<img src=x>" }], links: [] });
    expect(parseHTML(html).document.querySelectorAll("img")).toHaveLength(0);
  });
});
