import { describe, expect, it } from "vitest";
import { breakEven } from "../../lib/kit/anycast/designs/break-even.js";
import { evaluate } from "../../lib/kit/anycast/designs/evaluate.js";
import { type State, ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { SEES } from "../../lib/course/explorers/designs/data.js";
import { resolverError } from "../../lib/course/explorers/resolver-error/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { prepareProps } from "../../lib/course/explorers/prepare.js";

const scenarioOf = (props: unknown) => resolverError.read(JSON.parse(prepareProps("resolver-error", props)));
const scenario = scenarioOf({});
const { deployment, asked } = scenario.service;
const draw = (state: State, from = scenario) =>
  resolverError.render(from, { ...resolverError.initial(from), ...state }, "e");
const tableOf = (state: State) => draw(state).figures[2].data.rows;
const global = evaluate({ deployment, design: { kind: "global" }, clients: asked }).rttMs;

describe("the break-even rate of DNS errors", () => {
  it("is where the library has it, and there both means are those of the library", () => {
    const { steered } = scenario.curves("continent", {});
    for (const { design, meets } of steered) {
      expect(meets).toEqual(breakEven({ deployment, clients: asked, design, dns: {}, level: "continent" }));
      expect(meets.rate).toBeGreaterThan(0);
      const at = evaluate({ deployment, design, clients: asked, dns: { errors: { continent: meets.rate } } });
      expect(at.rttMs.mean).toBeCloseTo(global.mean, 9);
    }
  });

  it("is on the drawn line: means and tail at every rate are what the library evaluates", () => {
    const { steered } = scenario.curves("continent", {});
    const { design, meets, at, tail } = steered[1];
    for (const i of [0, 3, 10, 25]) {
      const rate = tail[i].x / 100;
      const { mean, p95 } = evaluate({
        deployment,
        design,
        clients: asked,
        dns: { errors: { continent: rate } },
      }).rttMs;
      expect(tail[i].y).toBe(p95);
      expect(at(rate).mean).toBeCloseTo(mean, 9);
      expect(meets.withoutErrorsMs + rate * (meets.allErrorsMs - meets.withoutErrorsMs)).toBeCloseTo(mean, 9);
    }
    const now = evaluate({ deployment, design, clients: asked, dns: { ecs: true, errors: { continent: 0.2 } } }).rttMs;
    const row = tableOf({ rate: 20, sees: SEES[1] })[2];
    expect(row[2]).toBeCloseTo(now.mean, 9);
    expect(row[4]).toBe(now.p95);
    expect(tableOf({})[0].slice(1, 5)).toEqual([global.mean, global.mean, global.mean, global.p95]);
  });

  it("is stated in a sentence, even if there is none, with the reason", () => {
    expect(draw({ rate: 5 }).summary).toMatch(
      /^With 5 % wrong answers the mean round trip is GeoDNS \d+ ms, regional anycast \d+ ms; global anycast, which does not depend on DNS, has \d+ ms\. GeoDNS breaks even with global anycast at [\d.]+ % wrong answers\. Regional anycast breaks even with global anycast at [\d.]+ % wrong answers\.$/,
    );
    // Another country of the same part of the world has the same regional address.
    expect(draw({ level: "country" }).summary).toContain(
      "Regional anycast has no break-even: even if every answer is wrong in this way, it is faster than global anycast.",
    );
    expect(tableOf({ level: "country" })[2].at(-1)).toBe("none");
    // One carrier at all sites: BGP chooses so well that DNS cannot be better.
    const sites = Object.fromEntries(
      ["Ashburn", "Frankfurt", "Tokyo"].map((city, i) => ["ABC"[i], { city, carrier: 0 }]),
    );
    const { summary } = draw({}, scenarioOf({ sites, ases: 500 }));
    expect(summary).toContain(
      "Regional anycast has no break-even: it is slower than global anycast without a single error.",
    );
  });

  it("stands where the notebook says, and takes the same data as the designs", () => {
    const given = scenarioOf({ ases: 500, level: "city", rate: 0.3, dns: { ecs: true } });
    expect(resolverError.initial(given)).toEqual({ level: "city", rate: 30, sees: SEES[1] });
    expect(prepareProps("resolver-error", JSON.parse(prepareProps("resolver-error", {})))).toBe(prepareProps("resolver-error", {})); // prettier-ignore
  });

  it.each([
    [{ level: "planet" }, "level"],
    [{ rate: 3 }, "rate"],
    [{ sites: {} }, "sites: must have at least one"],
    [{ design: "global anycast" }, "design"],
  ])("is refused for %j, naming what is wrong", (props, message) => {
    expect(() => renderExplorer("resolver-error", props)).toThrow(ExplorerError);
    expect(() => renderExplorer("resolver-error", props)).toThrow(message);
  });
});
