// The probes of lesson 1: what the explorer says is what the library finds, and a pointer can move them.
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { comparePair, separateProbes } from "../../lib/kit/anycast/detection.js";
import { city } from "../../lib/kit/geo/cities.js";
import { ExplorerError, moveTo, type State } from "../../lib/course/explorers/core/explorer.js";
import { PROBE_CITIES, RTT } from "../../lib/course/explorers/light-disks/data.js";
import { lightDisks } from "../../lib/course/explorers/light-disks/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { drawnInNode } from "./browser/explorer-page.js";

const { scenario, first, draw } = drawnInNode(lightDisks, {});
const four = ["London", "Sydney", "Tokyo", "Lagos"].map((name) => ({ city: name, rttMs: 5 }));
const probe = fc.record({ city: fc.constantFrom(...PROBE_CITIES), rttMs: fc.integer({ min: RTT.least, max: RTT.most }) }); // prettier-ignore

describe("two probes and the speed of light", () => {
  it("says what the library finds, wherever they stand and however long they wait", () =>
    fc.assert(
      fc.property(probe, probe, (a, b) => {
        const state = { "place-1": a.city, "rtt-1": a.rttMs, "place-2": b.city, "rtt-2": b.rttMs };
        const { summary, html } = draw(state, "p");
        const [one, two] = [a, b].map(({ city: name, rttMs }) => ({ ...city(name), rttMs }));
        const { provesAnycast, km } = comparePair(one, two);
        expect(summary.includes("two machines")).toBe(provesAnycast);
        expect(summary.includes("this proves nothing")).toBe(!provesAnycast);
        expect(summary).toContain(`They are ${Math.round(km).toLocaleString("en")} km apart`);
        expect(html.includes("another machine")).toBe(provesAnycast);
      }),
      { numRuns: 60 },
    ));

  it("turns at the round trip that light needs: 83 ms each between London and Sydney", () => {
    const both = (ms: number) => draw({ ...first, "rtt-1": ms, "rtt-2": ms }, "p").summary;
    expect(both(83)).toContain("two machines");
    expect(both(84)).toContain("this proves nothing");
  });

  it("counts the machines that more probes prove", () => {
    const more = drawnInNode(lightDisks, { probes: four });
    const proven = separateProbes(four.map(({ city: name, rttMs }) => ({ ...city(name), rttMs })));
    expect(proven.length).toBe(4);
    expect(more.draw({}, "p").summary).toContain("at least 4 machines answer");
    const long = Object.fromEntries(four.map((_, i) => [`rtt-${i + 1}`, 200]));
    expect(more.draw(long, "p").summary).toContain("this proves nothing");
  });

  it("lets a pointer drag a probe to a free city, and open its round trip; nothing else", () => {
    let state: State = first;
    const hits = () => {
      const { document } = parseHTML(`<body>${lightDisks.render(scenario, state, "p").figures[0].html}</body>`);
      return [...new Set([...document.querySelectorAll("[data-ak-hit]")].map((each) => each.getAttribute("data-ak-hit")!))]; // prettier-ignore
    };
    expect(hits().length).toBe(PROBE_CITIES.length);
    expect(hits().filter((key) => key.startsWith("probe:"))).toEqual(["probe:1", "probe:2"]);
    const touch = (from: string, onto?: string) => lightDisks.touch!(scenario, state, from, onto);
    expect(touch("probe:2")).toEqual({ edit: "rtt-2" });
    expect(touch("place:Tokyo")).toBeUndefined();
    expect(touch("probe:2", "probe:1")).toBeUndefined();
    expect(touch("place:Tokyo", "place:Cairo")).toBeUndefined();
    const answer = touch("probe:2", "place:Cairo");
    expect(answer).toEqual({ set: { "place-2": "Cairo" } });
    state = moveTo(lightDisks, scenario, state, { "place-2": "Cairo" });
    expect(hits().filter((key) => key.startsWith("probe:"))).toEqual(["probe:1", "probe:2"]);
    expect(hits()).toContain("place:Sydney");
    // The same drag goes on: the probe has kept its key.
    expect(touch("probe:2", "place:Tokyo")).toEqual({ set: { "place-2": "Tokyo" } });
  });

  it.each([
    [{ probes: [{ city: "London", rttMs: 5 }] }, "probes"],
    [{ probes: [...four, ...four] }, "probes"],
    [{ probes: [{ city: "Atlantis", rttMs: 5 }, four[0]] }, "city"],
    [{ probes: [{ city: "London", rttMs: 0 }, four[0]] }, "rttMs"],
    [{ places: [] }, "places"],
  ])("refuses %j, naming the field", (props, field) => {
    expect(() => renderExplorer("light-disks", props)).toThrow(ExplorerError);
    expect(() => renderExplorer("light-disks", props)).toThrow(field);
  });
});
