import { describe, expect, it } from "vitest";
import { forwardingAt, momentAt } from "../../../lib/kit/routing/convergence/index.js";
import { explain, stableStates, steadyState } from "../../../lib/kit/routing/bgp/index.js";
import {
  otherEndings,
  playScenario,
  readScenario,
  ScenarioError,
  steadyStatesOf,
} from "../../../lib/kit/routing/scenario/index.js";
import { compile, parseAsRel } from "../../../lib/kit/topology/index.js";

const diamond = {
  format: "anycast-scenario",
  version: 1,
  ases: [64500, 64501, 64502, 64510, 64511].map((asn) => ({ asn })),
  links: [
    { peers: [64501, 64502] },
    { provider: 64501, customer: 64510 },
    { provider: 64502, customer: 64511 },
    { provider: 64501, customer: 64500 },
    { provider: 64502, customer: 64500 },
  ],
  announcements: [
    { site: "A", origin: 64510 },
    { site: "B", origin: 64511 },
  ],
};
const read = (more: object, text = JSON.stringify({ ...diamond, ...more })) => readScenario(text, { file: "s.json" });
const sitesAt = (more: object, at: number) => {
  const [history] = playScenario(read(more));
  return Object.fromEntries(forwardingAt(history, momentAt(history, at)).map(({ asn, site }) => [asn, site]));
};

describe("a change in mid-flight", () => {
  const drained = { communities: [{ kind: "graceful-shutdown" }] };
  it.each([
    ["drained", drained],
    ["prepended", { prepend: 2 }],
    ["announced with another MED", { med: 5 }],
    ["changed in nothing", {}],
  ])("of a site that is %s does not unannounce it before", (_what, change) => {
    const events = [{ at: 1000, kind: "announce", site: "B", change }];
    for (const start of ["settled", "empty"])
      expect(sitesAt({ events, convergence: { start, timing: { mrai: false } } }, 500)).toMatchObject({
        64502: "B",
        64511: "B",
      });
  });
  it("is another thing than a first announcement, without a change", () =>
    expect(sitesAt({ events: [{ at: 1000, kind: "announce", site: "B" }] }, 500)).toMatchObject({ 64502: "A" }));
});

describe("a site gets no session where its link has no meeting there", () => {
  const inCities = (cities: readonly (readonly string[])[], announcements: object, more: object = {}) =>
    read({
      ases: [{ asn: 64496, pops: ["Toronto", "Frankfurt"] }, { asn: 64497 }, { asn: 64498 }],
      links: cities.map((each, i) => ({ provider: 64497 + i, customer: 64496, cities: each })),
      announcements: [announcements],
      ...more,
    });
  const usedBy = (scenario: ReturnType<typeof read>) => steadyStatesOf(scenario)[0].siteNumbers;
  const frankfurt = { site: "F", origin: 64496, city: "Frankfurt" };
  it("it is announced to the neighbours that it meets there", () =>
    expect([...usedBy(inCities([["Toronto"], ["Frankfurt"]], frankfurt))]).toEqual([0, -1, 0]));
  it("and, if meeting places are unknown, to all", () =>
    expect([
      ...usedBy(
        inCities(
          [["Toronto"], ["Frankfurt"]],
          { ...frankfurt, city: "FRA" },
          {
            ases: [64496, 64497, 64498].map((asn) => ({ asn })),
            links: [
              { provider: 64497, customer: 64496 },
              { provider: 64498, customer: 64496 },
            ],
          },
        ),
      ),
    ]).toEqual([0, 0, 0]));
  it.each([
    [
      () => inCities([["Toronto"]], frankfurt),
      's.json: announcements[0].city (site F): "Frankfurt" has no link of AS64496 (its links meet in Toronto). Add a link that meets in Frankfurt, or name the neighbours.',
    ],
    [
      () => inCities([["Toronto"], ["Frankfurt"]], { ...frankfurt, neighbours: [64498, 64497] }),
      "s.json: announcements[0].neighbours[1] (site F): the link AS64496 - AS64497 does not meet in",
    ],
    [
      () =>
        inCities([["Toronto"], ["Frankfurt"]], frankfurt, {
          events: [{ at: 1, kind: "announce", site: "F", change: { neighbours: [64497] } }],
        }),
      "s.json: events[0].change.neighbours[0] (site F)",
    ],
  ])("and it is an error where there is none", (make, message) => {
    expect(make).toThrow(ScenarioError);
    expect(make).toThrow(message);
  });
});

describe("several stable states", () => {
  const peersFirst = { 64501: { localPref: { 64502: 300 } }, 64502: { localPref: { 64501: 300 } } };
  const two = read({ policies: { ases: peersFirst } });
  it("are found by a search, and there are no more", () => {
    const { states, complete } = stableStates(steadyStatesOf(two)[0]);
    expect(complete).toBe(true);
    expect(states.map(({ catchments }) => catchments)).toEqual([
      { A: 4, B: 1 },
      { A: 1, B: 4 },
    ]);
    expect(states.map((state) => explain(state, 64500).sentence)).toEqual([
      expect.stringContaining("site A"),
      expect.stringContaining("site B"),
    ]);
  });
  it("are found by other orders of messages", () => {
    const endings = otherEndings(two, playScenario(two));
    expect(endings).toHaveLength(1);
    expect(endings[0]).toHaveLength(1);
  });
  it("of a wedgie (RFC 4264, 3): a backup that its provider prefers once it is in use", () => {
    const wedgie = read({
      ases: [1, 2, 3, 4].map((asn) => ({ asn })),
      links: [
        { provider: 2, customer: 1 },
        { provider: 4, customer: 1 },
        { peers: [3, 4] },
        { provider: 3, customer: 2 },
      ],
      announcements: [{ site: "A", origin: 1 }],
      policies: { ases: { 2: { localPref: { 1: 50 } } } },
    });
    const found = stableStates(steadyStatesOf(wedgie)[0]);
    expect([found.states.length, found.complete]).toEqual([2, true]);
  });
  it.each([
    ["Gao and Rexford's conditions hold", {}],
    ["an override changes nothing", { policies: { ases: { 64500: { localPref: { 64502: 120 } } } } }],
  ])("are not where %s", (_what, more) => {
    const scenario = read(more);
    expect(stableStates(steadyStatesOf(scenario)[0])).toMatchObject({ complete: true, states: { length: 1 } });
    expect(otherEndings(scenario, playScenario(scenario))).toEqual([[]]);
  });
  it("are each stable: everybody, asked again, decides the same", () => {
    const [state] = steadyStatesOf(two);
    for (const { question, catchments } of stableStates(state).states)
      expect([catchments, steadyState(question).reached]).toEqual([catchments, 5]);
  });
});

describe("a file", () => {
  it("with a byte order mark is read", () => {
    expect(read({}, `\uFEFF${JSON.stringify(diamond)}`).topology.ases).toHaveLength(5);
    expect(parseAsRel("\uFEFF1|2|0\n1|3|-1\n").graph.links).toBe(2);
    expect(parseAsRel(new TextEncoder().encode("\uFEFF# source: x\n1|2|0\n")).header.sources).toEqual(["x"]);
  });
  const plain = JSON.stringify(diamond);
  it.each([
    ["a key twice", plain.replace('{"asn":64501}', '{"asn":64501,"asn":7}'), "s.json: duplicate key ases[1].asn"],
    [
      "a key twice, once escaped",
      plain.replace('"version":1', '"version":1,"v\\u0065rsion":1'),
      "s.json: duplicate key version",
    ],
    [
      "an ASN with its letters",
      plain.replace('"asn":64500', '"asn":"AS64500"'),
      's.json: ases[0].asn (AS64500): expected an ASN (a number from 1 to 4294967295), got "AS64500". Write 64500, without quotes.',
    ],
    [
      "a link without an end",
      plain.replace('"customer":64510', '"custmer":64510'),
      's.json: links[1] (link of AS64501): unknown field "custmer". Remove it, or correct the spelling.',
    ],
    [
      "a link without ends",
      plain.replace('{"peers":[64501,64502]}', "{}"),
      's.json: links[0]: expected an object with "provider" and "customer", or an object with "peers", got an object { ... }.',
    ],
    [
      "no name of a site",
      plain.replace('"site":"A",', ""),
      's.json: announcements[0].site: expected a text in "quotes", but it is missing. Add "site".',
    ],
    ["a comma too many", plain.replace('"version":1,', '"version":1,,'), "s.json is not valid JSON: "],
    ["nothing", "", "s.json is not valid JSON: The file is empty"],
    [
      "an unknown AS",
      plain.replace('"origin":64510', '"origin":9'),
      "s.json: Site A: origin AS9 is not in the graph of 5 ASes. Add it, or correct its number. See announcements[0].origin.",
    ],
    [
      "an AS twice",
      plain.replace('{"asn":64501}', '{"asn":64500}'),
      "s.json: Duplicate AS64500. Remove one of them. See ases[1].",
    ],
    [
      "a policy under a name",
      plain.replace('"ases"', '"policies":{"ases":{"AS64500":{}}},"ases"'),
      's.json: policies.ases.AS64500: invalid key "AS64500": not an ASN. Write "64500".',
    ],
  ])("with %s is refused in words, with field and remedy", (_what, text, message) => {
    expect(() => read({}, text)).toThrow(ScenarioError);
    expect(() => read({}, text)).toThrow(message);
    try {
      read({}, text);
    } catch (error) {
      expect((error as Error).message).not.toMatch(/Invalid|received|Unrecognized|ASAS|AS\?/);
    }
  });
  it("of a topology compiles as before", () => expect(compile(read({}).topology).links).toBe(5));
});
