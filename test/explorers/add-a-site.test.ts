import { describe, expect, it } from "vitest";
import { evaluate } from "../../lib/kit/anycast/designs/evaluate.js";
import { onlySites } from "../../lib/kit/anycast/designs/only-sites.js";
import { pairwisePreferences, predictSites } from "../../lib/kit/anycast/designs/preferences.js";
import { unicastRtts } from "../../lib/kit/anycast/internet/unicast.js";
import { percent } from "../../lib/course/explorers/core/wording.js";
import { viewHtml, ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { changeSite } from "../../lib/course/explorers/add-a-site/data.js";
import { reason } from "../../lib/course/explorers/add-a-site/why.js";
import { addASite } from "../../lib/course/explorers/add-a-site/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { prepareProps } from "../../lib/course/explorers/prepare.js";
import { explain } from "../../lib/kit/routing/bgp/explain.js";
import { skeleton } from "./skeleton.js";

const scenarioOf = (props: unknown) => addASite.read(JSON.parse(prepareProps("add-a-site", props)));
const scenario = scenarioOf({});
const { deployment, asked, users } = scenario.service;
const base = [..."ABCDEF"];
const draw = (change: string) => addASite.render(scenario, { change }, "s");
const measured = (letters: readonly string[]) =>
  evaluate({ deployment: onlySites(deployment, letters), design: { kind: "global" }, clients: asked });

describe("one site more, or less", () => {
  it("has the means and tails of the library's evaluation, to the last bit", () => {
    for (const [change, after] of [
      ["G", [...base, "G"]],
      ["D", [..."ABCEF"]],
    ] as const) {
      // prettier-ignore
      const rows = [measured(base), measured(after)].map(({ rttMs: { mean, p50, p90, p95, p99 }, atBestSite }) => {
        return [mean, p50, p90, p95, p99, 100 * atBestSite];
      });
      expect(draw(change).figures[1].data.rows.map((row) => row.slice(1))).toEqual(rows);
    }
  });

  it("can make the mean worse: the first candidate does, the second does not", () => {
    const { before, after, lose, gain } = changeSite(scenario, "G");
    expect(after.rttMs.mean).toBeGreaterThan(before.rttMs.mean + 10);
    expect(lose.share).toBeGreaterThan(gain.share);
    const better = changeSite(scenario, "H");
    expect(better.after.rttMs.mean).toBeLessThan(better.before.rttMs.mean);
    expect(better.lose.share).toBe(0);
  });

  it("moves the mean by what its cities gain and lose, no more and no less", () => {
    const { before, after, cities } = changeSite(scenario, "G");
    const change = cities.reduce((sum, { weight, meanMs }) => sum + weight * meanMs, 0) / users.weight;
    expect(after.rttMs.mean - before.rttMs.mean).toBeCloseTo(change, 9);
  });

  it("says why, as the decision process of that AS does", () => {
    const { draws, after } = changeSite(scenario, "G");
    const [state] = after.catchments[0].states;
    const decisive = draws.filter(({ parting }) => parting.toIs === "customer" && parting.fromIs === "peer");
    expect(decisive.length).toBeGreaterThan(0);
    for (const { parting } of decisive) {
      expect(reason(parting, true)).toBe("LOCAL_PREF: a customer route beats a peer route, however far it leads.");
      const { candidates } = explain(state, parting.asn, {});
      const old = candidates.filter(
        ({ route }) => state.problem.topology.asns[route.session?.remote ?? -1] === parting.from,
      );
      expect(old.map(({ rule }) => rule)).toContain("local-pref");
    }
    expect(draws[0].parting.fromIs).toBe("peer");
    expect(draw("G").summary).toMatch(
      /^Adding G in Tokyo raises the mean round trip from [\d.]+ to [\d.]+ ms, the 95th percentile from \d+ to \d+ ms: .*Most of it is one decision: AS\d+ .* now forwards them to the operator instead of to AS\d+ .*\. LOCAL_PREF: a customer route beats a peer route, however far it leads\. A user in .* goes from [A-F] in (?:under )?\d+ ms to G in (?:under )?\d+ ms\.$/,
    );
  });

  it("calls a decision most of the change only if it is more than half of what those users lose or gain", () => {
    const said = [..."ABCDEFGH"].map((letter) => {
      const { draws, before, after } = changeSite(scenario, letter);
      const sign = after.rttMs.mean > before.rttMs.mean;
      const parts = draws.filter(({ meanMs }) => meanMs > 0 === sign).map(({ share, meanMs }) => share * meanMs);
      const isMost = parts[0] / parts.reduce((sum, each) => sum + each, 0) > 0.5;
      const { summary } = draw(letter);
      expect([letter, summary.includes("Most of it is one decision")]).toEqual([letter, isMost]);
      expect([letter, summary.includes(`The largest part, ${Math.abs(parts[0]).toFixed(1)} of `)]).toEqual([
        letter,
        !isMost,
      ]);
      return isMost;
    });
    expect(new Set(said).size).toBe(2);
  });

  it("has an AS path on which the two ways part at the AS that is named", () => {
    for (const change of ["G", "H", "A", "D", "F"])
      for (const { parting, before, after } of changeSite(scenario, change).draws) {
        const at = after.asPath.indexOf(parting.asn);
        expect(after.asPath.slice(0, at + 1)).toEqual(before.asPath.slice(0, at + 1));
        expect([before.asPath[at + 1], after.asPath[at + 1]]).toEqual([parting.from, parting.to]);
      }
  });

  it("patches one drawn change into exactly what another would have drawn", () => {
    const [one, other] = ["G", "D"].map((change) => {
      const patch = addASite.patch!(scenario, { change }, "s");
      return skeleton(viewHtml(draw(change)), patch, "s-map");
    });
    expect(one === other).toBe(true);
  });

  it("predicts a set from two sites at a time when asked, as the library's experiments do", () => {
    const preferences = pairwisePreferences(deployment, asked);
    const [unicast, order] = [unicastRtts(deployment, { clients: asked }), deployment.sites.map(({ name }) => name)];
    const says = (predict: string) => addASite.render(scenario, { change: "G", predict }, "s").summary;
    const letters = [...base, "G"];
    const sites = predictSites(preferences, letters);
    const real = measured(letters).catchments[0].clients;
    const known = real.flatMap(({ weight, site: is }, i) => (sites[i] ? [{ weight, is, site: sites[i], i }] : []));
    const weigh = (of: (each: (typeof known)[number]) => number) =>
      known.reduce((sum, each) => sum + each.weight * of(each), 0);
    const all = weigh(() => 1);
    const mean = weigh(({ site, i }) => unicast.rttMs[order.indexOf(site)][i]) / all;
    const right = weigh(({ site, is }) => Number(site === is)) / all;
    expect(right).toBeGreaterThan(0.5);
    expect(says("on")).toBe(
      `${says("off")} Two sites at a time predict ${mean.toFixed(1)} ms, and the right site of ${percent(right)} of the users.`,
    );
  });

  it("offers every candidate and every site, but not to remove the last one", () => {
    const alone = scenarioOf({ sites: { A: { city: "Paris" } }, candidates: { B: { city: "Tokyo" } }, ases: 400 });
    const [control] = addASite.controls(alone, addASite.initial(alone));
    expect(control.kind === "buttons" && control.options.map(({ label }) => label)).toEqual(["add Tokyo"]);
  });

  const sites = { A: { city: "Paris" } };
  it.each([
    [{ sites }, "candidates: must not be empty"],
    [{ sites, candidates: { A: { city: "Tokyo" } } }, "candidates: A is already a site"],
    [{ sites, candidates: { B: { city: "Atlantis" } } }, 'Unknown city "Atlantis"'],
    [{ sites, candidates: { B: { city: "Tokyo" } }, change: "C" }, "change: unknown site or candidate C"],
    [{ sites, candidates: { B: { city: "Paris" } } }, "duplicate city Paris"],
    [{ regions: {} }, "regions"],
  ])("is refused for %j, naming what is wrong", (props, message) => {
    expect(() => renderExplorer("add-a-site", props)).toThrow(ExplorerError);
    expect(() => renderExplorer("add-a-site", props)).toThrow(message);
  });
});

describe("any set of sites", () => {
  const all = addASite.initial(scenario);
  const only = (letters: string) => Object.fromEntries(Object.keys(all).filter((name) => name !== "change").map((name) => [name, letters.includes(name.slice(-1).toUpperCase()) ? "on" : "off"])); // prettier-ignore

  it("is the one before the change: ticked sites announce, and the change is made to them", () => {
    const view = addASite.render(scenario, { ...only("BCH"), change: "G" }, "s");
    const means = view.figures[1].data.rows.map(([, mean]) => mean);
    expect(means).toEqual([measured([..."BCH"]), measured([..."BCGH"])].map(({ rttMs }) => rttMs.mean));
    const [control] = addASite.controls(scenario, { ...only("BCH"), change: "G" });
    const added = ["Tokyo", "San Jose", "Frankfurt", "Johannesburg", "Singapore"].map((city) => `add ${city}`);
    const removed = ["Miami", "Ashburn", "Sao Paulo"].map((city) => `remove ${city}`);
    expect(control.kind === "buttons" && control.options.map(({ label }) => label)).toEqual([...added, ...removed]);
  });

  it("is never empty: none ticked is as given, and the only one is not removed", () => {
    expect(addASite.render(scenario, { ...only(""), change: "G" }, "s").summary).toBe(draw("G").summary);
    const { summary } = addASite.render(scenario, { ...only("B"), change: "B" }, "s");
    expect(summary).toMatch(/^Adding A in San Jose/);
  });
});
