import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { catchment } from "../../lib/kit/anycast/catchment.js";
import { deploy } from "../../lib/kit/anycast/deployment.js";
import { shares } from "../../lib/kit/anycast/shares.js";
import { adopt, type Control, ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { embedJson } from "../../lib/kit/figures/core/embed-json.js";
import { catchmentBorder, moveBorder } from "../../lib/course/explorers/catchment-border/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { prepareProps } from "../../lib/course/explorers/prepare.js";
import { providerNetwork } from "../../lib/kit/routing/networks.js";
import { withCost } from "../../lib/kit/routing/network.js";

const abilene = providerNetwork("abilene");
const border = {
  network: abilene,
  sites: { A: "Seattle", B: "New York" },
  link: ["Seattle", "Denver"],
  router: "Denver",
};
const question = { id: "hook", question: "How many?", options: ["1", "5"], choice: "" };
const parse = (html: string) => parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;

describe("an explorer's markup", () => {
  it("holds its name, its id and its data, from which it can be made again", () => {
    const html = renderExplorer("catchment-border", border, { id: "moved" });
    const element = parse(html).querySelector(".ak-explorer")!;
    expect([element.getAttribute("data-ak-explorer"), element.id]).toEqual(["catchment-border", "moved"]);
    const data: unknown = JSON.parse(element.querySelector("script[data-ak-props]")!.textContent);
    expect(renderExplorer("catchment-border", data, { id: "moved" })).toBe(html);
  });

  it("is right without script: controls hidden, first state drawn, no script but data", () => {
    const document = parse(renderExplorer("catchment-border", border));
    expect(document.querySelector("[data-ak-controls]")!.hasAttribute("hidden")).toBe(true);
    expect(document.querySelector("[data-ak-live]")!.hasAttribute("hidden")).toBe(false);
    expect(document.querySelector("[data-ak-summary]")!.textContent).toBe(
      "At cost 2095 the 11 clients divide as A 4, B 7. A packet from Denver ends at site A.",
    );
    expect(document.querySelectorAll(".ak-figure")).toHaveLength(3);
    expect([...document.querySelectorAll("script")].map((each) => each.getAttribute("type"))).toEqual([
      "application/json",
    ]);
  });

  it("asks a question without script too, its answer folded away", () => {
    const document = parse(renderExplorer("prediction", { ...question, answer: "5", explanation: "Five sites." }));
    expect(document.querySelector("[data-ak-live]")!.hasAttribute("hidden")).toBe(true);
    expect([...document.querySelectorAll("[data-ak-fallback] li")].map((each) => each.textContent)).toEqual(["1", "5"]);
    expect(document.querySelector("[data-ak-fallback] details")!.textContent).toBe("AnswerThe answer: 5.Five sites.");
    const onPaper = document.querySelector("[data-ak-view] > [hidden]")!;
    expect(document.querySelector("[data-ak-view]")!.textContent).toBe(onPaper.textContent);
  });

  it("labels every control", () => {
    for (const html of [renderExplorer("catchment-border", border), renderExplorer("prediction", question)]) {
      const document = parse(html);
      for (const control of document.querySelectorAll("input, select")) {
        const label = control.closest("label") ?? document.querySelector(`label[for="${control.id}"]`)!;
        expect(label.textContent.trim()).not.toBe("");
        // A label belongs to the first control inside it, and <output> is one.
        expect(label.querySelector("output")).toBeNull();
      }
    }
  });

  it("lets no data out of its place", () => {
    const hostile = "</script><img src=x onerror=alert(1)><!-- \"'";
    const html = renderExplorer(
      "prediction",
      { id: "a", question: hostile, options: [hostile, "b"], choice: hostile, answer: "b", explanation: hostile },
      { id: `"><b>` },
    );
    const document = parse(html);
    expect(document.querySelectorAll("img, b")).toHaveLength(0);
    expect(document.querySelector("legend")!.textContent).toBe(hostile);
    fc.assert(fc.property(fc.jsonValue(), (value) => !embedJson(value).includes("<")));
  });

  it.each([
    ["nonsense", {}, 'Unknown explorer "nonsense"; explorers are add-a-site, '],
    ["prediction", { ...question, options: ["1"] }, "options"],
    ["prediction", { ...question, onload: "x" }, "onload"],
    ["prediction", null, "prediction"],
    [
      "catchment-border",
      { ...border, link: ["Seattle", "Atlanta"] },
      "link: Network Abilene has no link Seattle - Atlanta",
    ],
    ["catchment-border", { ...border, sites: { A: "Paris" } }, "sites: Network Abilene has no router Paris"],
    ["catchment-border", { ...border, sites: undefined }, "expected either sites or a deployment"],
    ["catchment-border", { ...border, router: "Paris" }, "router: Network Abilene has no router Paris"],
    ["catchment-border", { ...border, max: 1e9 }, "max"],
    [
      "catchment-border",
      { ...border, network: { ...abilene, links: [{ ends: ["Seattle", "Denver"], cost: 0, km: 1 }] } },
      "network: Link Seattle - Denver",
    ],
  ])("of %s is refused with %j, naming what is wrong", (name, props, message) => {
    expect(() => renderExplorer(name, props)).toThrow(ExplorerError);
    expect(() => renderExplorer(name, props)).toThrow(message);
  });
});

describe("the catchment border", () => {
  const scenarioOf = (props: unknown) => catchmentBorder.read(JSON.parse(prepareProps("catchment-border", props)));
  const scenario = scenarioOf(border);

  it("moves as the library says", () => {
    for (const cost of [95, 795, 895, 2095, 2195, 4095]) {
      const network = withCost(abilene, "Denver", "Seattle", cost);
      const deployment = deploy({ network, address: "192.0.2.53", sites: border.sites });
      expect(moveBorder(scenario, cost, "Denver").shares).toEqual(shares(catchment({ network, deployment })));
    }
  });

  it("takes a deployment as well as sites", () => {
    const deployment = deploy({ network: abilene, address: "192.0.2.53", sites: border.sites });
    const given = scenarioOf({ ...border, sites: undefined, deployment });
    expect(given.deployment).toEqual(deployment);
    expect(given).toEqual(scenario);
  });

  it("has a slider that can rest on the link's own cost, whatever the range", () => {
    const anyRange = fc.record({
      min: fc.integer({ min: 1, max: 9999 }),
      max: fc.integer({ min: 1, max: 65535 }),
      step: fc.integer({ min: 1, max: 500 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...abilene.links), anyRange, ({ ends, cost }, range) => {
        const { slider } = scenarioOf({ ...border, link: ends, ...range });
        expect((cost - slider.min) % slider.step).toBe(0);
        expect((slider.max - slider.min) % slider.step).toBe(0);
        expect(slider.min).toBeGreaterThanOrEqual(1);
        expect(slider.min).toBeLessThanOrEqual(cost);
        expect(slider.max).toBeGreaterThanOrEqual(cost);
      }),
    );
  });
});

describe("a state from an address", () => {
  const controls: Control[] = [
    { kind: "range", name: "cost", label: "", min: 95, max: 4095, step: 100 },
    { kind: "select", name: "router", label: "", options: ["Denver", "Seattle"] },
  ];
  const first = { cost: 2095, router: "Denver" };

  it("is adopted where it fits the controls", () => {
    expect(adopt(controls, first, { cost: "795", router: "Seattle" })).toEqual({ cost: 795, router: "Seattle" });
  });

  it.each([{ cost: "800" }, { cost: "-5" }, { cost: "NaN" }, { cost: "" }, { router: "Paris" }, { other: "1" }])(
    "is passed over where it does not: %j",
    (wanted) => expect(adopt(controls, first, wanted)).toEqual(first),
  );
});
