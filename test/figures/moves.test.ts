import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { compareCatchments } from "../../lib/kit/anycast/internet/compare.js";
import { internetCatchment } from "../../lib/kit/anycast/internet/catchment.js";
import { loadOf } from "../../lib/kit/anycast/load.js";
import { prepend } from "../../lib/kit/anycast/internet/changes.js";
import { withdraw } from "../../lib/kit/anycast/announcing.js";
import { cascadeRounds, utilisationFigure } from "../../lib/kit/figures/chart/utilisation.js";
import { catchmentMap } from "../../lib/kit/figures/map/catchment-map.js";
import { distribution, distributionFigure } from "../../lib/kit/figures/chart/distribution.js";
import { FigureError } from "../../lib/kit/figures/core/figure-error.js";
import { movesFigure } from "../../lib/kit/figures/chart/moves.js";
import { sharesFigure } from "../../lib/kit/figures/chart/shares.js";
import { deployment } from "../anycast/internet/seattle-delhi.js";

const text = { name: "moved", title: "Moved" };
const before = internetCatchment({ deployment });

describe("the figure of who moved where", () => {
  it("has a band for every pair of sites, as high as its share", () => {
    const comparison = compareCatchments(before, internetCatchment({ deployment: withdraw(deployment, "B") }));
    const { data, html } = movesFigure(comparison, text);
    expect(data.rows.map(([from, to]) => `${from} ${to}`)).toEqual(
      comparison.matrix.map(({ from, to }) => `${from} ${to}`),
    );
    expect(data.rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBeCloseTo(100, 0);
    const { document } = parseHTML(html);
    expect(document.querySelectorAll("svg.ak-wide .ak-band")).toHaveLength(comparison.matrix.length);
    expect(document.querySelectorAll("svg .ak-bystander")).toHaveLength(0);
  });

  it("outlines bystanders: who moved although their site is fine", () => {
    const matrix = [{ from: "A", to: "B", clients: 1, weight: 1, share: 1 }];
    const bystander = parseHTML(movesFigure({ matrix, gone: [] }, text).html).document;
    expect(bystander.querySelectorAll("svg.ak-picture .ak-bystander")).toHaveLength(2);
    const opened = parseHTML(movesFigure({ matrix, gone: [] }, { ...text, bystanders: false }).html).document;
    expect(opened.querySelectorAll(".ak-bystander")).toHaveLength(0);
    const displaced = parseHTML(movesFigure({ matrix, gone: ["A"] }, text).html).document;
    expect(displaced.querySelectorAll("svg.ak-picture .ak-bystander")).toHaveLength(0);
  });

  it("is refused without observations", () => {
    expect(() => movesFigure({ matrix: [], gone: [] }, text)).toThrow(FigureError);
  });
});

describe("the map of a deployment between ASes", () => {
  it("has the users by city, and a site that has withdrawn is dead", () => {
    const { data } = catchmentMap(before, text);
    expect(data.columns.slice(0, 2)).toEqual(["city", "users"]);
    expect(data.rows.length).toBeGreaterThan(1);
    const { document } = parseHTML(
      catchmentMap(internetCatchment({ deployment: withdraw(deployment, "B") }), text).html,
    );
    expect(document.querySelectorAll("svg .ak-mark.ak-dead")).toHaveLength(1);
  });

  it("is refused where no city is known", () => {
    const nowhere = { ...before, clients: before.clients.map((client) => ({ ...client, city: undefined })) };
    expect(() => catchmentMap(nowhere, text)).toThrow("the topology has no cities");
  });
});

describe("shares before and after", () => {
  it("say what they were, and leave shares alone that are not compared", () => {
    const after = [{ site: "A", share: 1 }];
    const { data, html } = sharesFigure(after, { ...text, before: [{ site: "A", share: 0.4 }, { site: "B", share: 0.6 }] }); // prettier-ignore
    expect(data).toEqual({ columns: ["site", "share (%)", "before (%)"], rows: [["A", 100, 40]] });
    expect(html).toContain("100 %, was 40 %");
    expect(sharesFigure(after, text).html).not.toContain("was");
  });
});

describe("a distribution", () => {
  const even = Array.from({ length: 100 }, (_, i) => ({ value: i + 1, weight: 1 }));
  it("has the weighted quantiles, and says who gets no answer", () => {
    const { data, description } = distributionFigure(
      [
        { name: "all", values: even },
        { name: "half", values: [...even, { value: Infinity, weight: 100 }] },
      ],
      { ...text, what: "round trip" },
    );
    expect(data.rows.find(([level]) => level === 50)).toEqual([50, 50, 100]);
    expect(data.rows.find(([level]) => level === 95)).toEqual([95, 95, "none"]);
    expect(description).toContain("half: median 100 ms, 95th percentile no answer, 50 % without an answer");
  });

  it("has a logarithmic axis for a long tail, which starts above 0", () => {
    const tail = [{ value: 0, weight: 1 }, ...even, { value: 5000, weight: 9 }];
    const options = { ...text, what: "round trip", most: 5000 };
    const plain = distributionFigure([{ name: "all", values: tail }], options);
    const log = distributionFigure([{ name: "all", values: tail }], { ...options, log: true });
    expect(log.data).toEqual(plain.data);
    expect(log.description).toContain("The axis is logarithmic.");
    // The median has more room: in the middle of the axis instead of at its very start.
    const medianAt = ({ html }: { html: string }) => Number(/ak-spot[^>]*>\s*<path[^>]*translate\(([\d.]+),/.exec(html)?.[1] ?? /<circle[^>]*cx="([\d.]+)"/.exec(html)![1]); // prettier-ignore
    expect(medianAt(log)).toBeGreaterThan(medianAt(plain) + 100);
  });

  it("takes the clients of a catchment", () => {
    const { values } = distribution("anycast", before.clients, ({ site, rttMs }) => (site ? rttMs : undefined));
    expect(values).toEqual(before.clients.map(({ rttMs, weight }) => ({ value: rttMs, weight })));
  });

  it.each([
    [[], "must have 1 to 6 lines (got 0)"],
    [Array.from({ length: 7 }, () => ({ name: "x", values: even })), "must have 1 to 6 lines (got 7)"],
    [[{ name: "x", values: [{ value: Infinity, weight: 1 }] }], 'line "x" has no user with an answer'],
  ])("is refused where it cannot be drawn: %#", (distributions, message) => {
    expect(() => distributionFigure(distributions, { ...text, what: "round trip" })).toThrow(message);
  });
});

describe("utilisation", () => {
  it("draws up to the capacity what is answered, and beyond it what is dropped", () => {
    const load = loadOf([
      { site: "A", legitimate: 1, attack: 1, capacity: 1 },
      { site: "B", legitimate: 1, capacity: 2 },
    ]);
    const { document } = parseHTML(utilisationFigure([{ name: "Absorb", load }], text).html);
    const bars = [...document.querySelectorAll("svg.ak-wide .ak-bar")];
    const width = (look: string) =>
      bars.filter((bar) => bar.getAttribute("class") === look).map((bar) => Number(bar.getAttribute("width")))[0];
    const capacity = width("ak-bar ak-site-a") + width("ak-bar ak-site-a ak-attack");
    expect(width("ak-bar ak-site-a ak-lost")).toBeCloseTo(capacity, 0);
    expect(width("ak-bar ak-site-b")).toBeCloseTo(capacity / 2, 0);
  });

  it("carries withdrawn sites from round to round of a cascade", () => {
    const load = loadOf([{ site: "A", legitimate: 1 }, { site: "B", legitimate: 1 }]); // prettier-ignore
    const rounds = cascadeRounds({ rounds: [{ load, withdrawing: ["A"] }, { load, withdrawing: ["B"] }, { load, withdrawing: [] }] }); // prettier-ignore
    expect(rounds.map(({ name, withdrawn }) => [name, withdrawn])).toEqual([
      ["At first, then A withdraws", []],
      ["Round 2, then B withdraws", ["A"]],
      ["Round 3", ["A", "B"]],
    ]);
  });

  it("is refused without a round", () => expect(() => utilisationFigure([], text)).toThrow(FigureError));
});

it("prepending at a site that no AS prefers by length moves no AS", () => {
  const { matrix } = compareCatchments(before, internetCatchment({ deployment: prepend(deployment, "B", 3) }));
  expect(movesFigure({ matrix, gone: [] }, text).data.rows.map((row) => row[4])).toEqual(matrix.map(() => "stayed"));
});
