import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScenario, writeScenario } from "../../../lib/kit/routing/scenario/read.js";
import { ScenarioError } from "../../../lib/kit/routing/scenario/scenario.js";
import { steadyStatesOf } from "../../../lib/kit/routing/scenario/play.js";

const small = {
  format: "anycast-scenario",
  version: 1,
  ases: [{ asn: 1, pops: ["London"] }, { asn: 2 }, { asn: 3, routerId: 9 }],
  links: [
    { provider: 1, customer: 2 },
    { provider: 1, customer: 3, cities: ["London"] },
  ],
  announcements: [
    { site: "A", origin: 2, communities: [{ kind: "prepend-to", at: 1, to: "customers", times: 1 }] },
    { site: "B", origin: 3, city: "London", prefix: "192.0.2.0/25" },
  ],
  policies: { ases: { "1": { rov: true } }, roas: [{ prefix: "192.0.2.0/24", maxLength: 25, asn: 2 }] },
  events: [
    { at: 1000, kind: "withdraw", site: "B" },
    { at: 2000, kind: "link-down", ends: [3, 1] },
  ],
  clients: [{ asn: 3, weight: 2 }],
};
const read = (json: unknown) => readScenario(JSON.stringify(json), { file: "s.json" });
type Json = typeof small;
const changed = (change: (json: Json) => unknown) => {
  const copy = structuredClone(small);
  change(copy);
  return copy;
};

describe("a scenario", () => {
  it("comes back from its own text", () => {
    const scenario = read(small);
    expect(scenario).toMatchObject({ name: "scenario", seed: 1, tieBreak: "lowest-asn", without: [] });
    expect(readScenario(writeScenario(scenario))).toEqual(scenario);
  });

  it("gives the steady state of each of its prefixes, the longest first", () => {
    const [specific, covering] = steadyStatesOf(read(small));
    expect(specific.problem.prefix.text).toBe("192.0.2.0/25");
    expect(specific.catchments).toEqual({ B: 1 }); // AS1 validates, and AS3 may not originate it
    expect(covering.catchments).toEqual({ A: 3 });
  });

  it.each<[(json: Json) => unknown, RegExp]>([
    [(json) => (json.format = "x"), /^s\.json: format: /],
    [(json) => (json.ases[0].asn = 0), /^s\.json: ases\[0\]\.asn \(AS0\): /],
    [(json) => ((json.ases[1] as Record<string, unknown>).colour = 1), /^s\.json: ases\[1\] \(AS2\): .*colour/],
    [(json) => (json.ases[1].asn = 1), /^s\.json: Duplicate AS1/],
    [(json) => (json.ases[0].pops = ["Atlantis"]), /^s\.json: Unknown city "Atlantis"/],
    [(json) => (json.links[1].customer = 7), /^s\.json: Link AS1 - AS7 \(provider - customer\): unknown AS7/],
    [(json) => (json.links[1].provider = -1), /^s\.json: links\[1\].* \(link AS-1 - AS3\)/],
    [(json) => (json.announcements[0].origin = 8), /^s\.json: Site A: origin AS8 is not in the graph/],
    [
      (json) => ((json.announcements[0] as Record<string, unknown>).prepend = 1.5),
      /^s\.json: announcements\[0\]\.prepend \(site A\)/,
    ],
    [
      (json) => (json.announcements[0].communities![0].kind = "magic"),
      /^s\.json: announcements\[0\]\.communities\[0\]\.kind \(site A\)/,
    ],
    [(json) => (json.announcements[1].prefix = "192.0.2.0"), /^s\.json: "192\.0\.2\.0" is not a prefix/],
    [(json) => ((json.announcements = []), (json.events = [])), /^s\.json: announcements: must not be empty/],
    [
      (json) => ((json.links[0] as Record<string, unknown>).colour = "red"),
      /^s\.json: links\[0\] \(link AS1 - AS2\): .*colour/,
    ],
    [
      (json) => (json.announcements[0].communities![0].to = "friends"),
      /^s\.json: announcements\[0\]\.communities\[0\]\.to \(site A\)/,
    ],
    [
      (json) => (json.policies.ases = { "1": { localPref: { "2": -5 } } } as never),
      /^s\.json: policies\.ases\.1\.localPref\.2: /,
    ],
    [(json) => (json.events[0].site = "Z"), /^s\.json: events\[0\]\.site: unknown site Z/],
    [
      (json) => ((json.events[1] as { ends: number[] }).ends = [2, 3]),
      /^s\.json: events\[1\]\.ends: unknown link AS2 - AS3/,
    ],
    [(json) => (json.clients[0].asn = 5), /^s\.json: clients\[0\]: unknown AS5/],
    [(json) => (json.policies.roas[0].prefix = "1.2.3.4.5/8"), /^s\.json: /],
    [(json) => (json.policies.ases = { "7": { rov: true } } as never), /^s\.json: policies: unknown AS7/],
  ])("that is wrong is refused by the field: %s", (change, message) => {
    expect(() => read(changed(change))).toThrow(ScenarioError);
    expect(() => read(changed(change))).toThrow(message);
  });

  it("that is no JSON is refused", () => {
    expect(() => readScenario("{", { file: "s.json" })).toThrow(/^s\.json is not valid JSON/);
  });

  it("ends as a scenario or as a ScenarioError, whatever the JSON", () => {
    const paths = fc.constantFrom(...Object.keys(small)) as fc.Arbitrary<keyof Json>;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.tuple(paths, fc.jsonValue()).map(([key, value]) => JSON.stringify({ ...small, [key]: value })),
        ),
        (text) => {
          try {
            expect(readScenario(text).topology.ases.length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(ScenarioError);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
