// Fields of the scenario file for import policies, damping and route servers; and what it cannot say, with an error that says so.
import { describe, expect, it } from "vitest";
import {
  parseAsGraph,
  playScenario,
  readScenario,
  steadyStatesOf,
  writeScenario,
} from "../../../lib/kit/routing/scenario/index.js";
import { asPathOf } from "../../../lib/kit/routing/bgp/index.js";

const file = (more: object) =>
  JSON.stringify({
    format: "anycast-scenario",
    version: 1,
    ases: [{ asn: 1 }, { asn: 2 }, { asn: 3 }],
    links: [{ provider: 1, customer: 2 }],
    announcements: [{ site: "A", origin: 2 }],
    ...more,
  });

describe("a route server", () => {
  const routeServers = [{ name: "IX", members: [1, 2, 3] }];
  it("makes peers of all members that have no link yet", () => {
    const scenario = readScenario(file({ routeServers }));
    expect(scenario.topology.links).toEqual([{ provider: 1, customer: 2 }, { peers: [1, 3] }, { peers: [2, 3] }]);
    expect(asPathOf(steadyStatesOf(scenario)[0], 3)).toEqual([2]);
    expect(parseAsGraph(file({ routeServers }), "f").links).toHaveLength(3);
  });
  it("survives writing and reading", () => {
    const scenario = readScenario(file({ routeServers }));
    expect(readScenario(writeScenario(scenario))).toEqual(scenario);
  });
  it.each([
    [[1, 9], /f\.json: routeServers\[0\]\.members\[1\] \(IX\): unknown AS9\. Add it to "ases"/],
    [[1, 1], /routeServers\[0\]\.members\[1\] \(IX\): duplicate AS1\. Remove one/],
    [[1], /routeServers\[0\]\.members: .*at least 2/],
  ])("is refused with members %j", (members, message) => {
    expect(() => readScenario(file({ routeServers: [{ name: "IX", members }] }), { file: "f.json" })).toThrow(message);
  });
});

it("damping, filters and MED options are read, played and written", () => {
  const policies = {
    maxLength: { v4: 24, v6: 48 },
    med: { always: true, missing: "worst" },
    ases: { 1: { keepPrepends: 1, maxLengthFrom: { 2: { v4: 25 } }, blackhole: true } },
  };
  const scenario = readScenario(file({ policies, convergence: { damping: { 1: { suppress: 3000 } } } }));
  expect(readScenario(writeScenario(scenario))).toEqual(scenario);
  expect(playScenario(scenario)[0].ending.kind).toBe("converged");
});

describe("what the kit does not model is named", () => {
  it.each([
    [{ confederations: [] }, /unknown|"confederations": the kit does not model BGP confederations \(RFC 5065\)\. Give/],
    [{ policies: { ases: { 1: { confederation: 65000 } } } }, /does not model BGP confederations/],
    [{ policies: { addPath: true } }, /does not model ADD-PATH \(RFC 7911\)\. Use the tieBreak "all"/],
    [{ policies: { ases: { 1: { "add-path": 2 } } } }, /does not model ADD-PATH/],
    [{ announcements: [{ site: "A", origin: 2, asSet: [1, 2] }] }, /does not model AS_SET and aggregation/],
    [{ announcements: [{ site: "A", origin: 2, aggregate: true }] }, /does not model AS_SET/],
    [
      { announcements: [{ site: "A", origin: 2, communities: [{ kind: "no-export-subconfed" }] }] },
      /does not model BGP confederations/,
    ],
  ])("%j", (more, message) => {
    expect(() => readScenario(file(more), { file: "f.json" })).toThrow(message);
    expect(() => readScenario(file(more), { file: "f.json" })).toThrow(/^f\.json: \S+/);
  });
  it("and a misspelt field is still a misspelt field", () => {
    expect(() => readScenario(file({ polices: {} }), { file: "f.json" })).toThrow(/unknown field "polices"/);
  });
});
