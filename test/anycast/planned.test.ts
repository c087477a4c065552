import { describe, expect, it } from "vitest";
import {
  clientsOf,
  deployPlanned,
  evaluatePlanned,
  readPlannedDeployment,
  readUsers,
} from "../../lib/kit/anycast/planned/index.js";
import { parseAsRel } from "../../lib/kit/topology/index.js";

// 1 and 2 peer; 3, 4, 5 buy from 1; 6 from 2; 7 from both. 8 buys from 3 and 6.
const { graph } = parseAsRel("1|2|0\n1|3|-1\n1|4|-1\n1|5|-1\n2|6|-1\n1|7|-1\n2|7|-1\n3|8|-1\n6|8|-1\n");
const file = (sites: object, more: object = {}) =>
  JSON.stringify({ format: "anycast-deployment", version: 1, seeds: [1], sites, ...more });
const two = {
  A: { city: "London", upstreams: [3], capacity: 50 },
  B: { city: "Tokyo", upstreams: [6, 5], capacity: 80 },
};

describe("a planned deployment", () => {
  const planned = readPlannedDeployment(file(two, { demand: 100 }));
  const deployment = deployPlanned(planned, { graph, seed: 1 });
  const { clients } = clientsOf(deployment.topology, {
    counts: readUsers("asn,users\n3,10\n4,20\n6,30\nAS7,40\n"),
  });
  const { base, changes, undecided } = evaluatePlanned(planned, { deployment, clients });
  const change = (name: string) => changes.find((each) => each.change === name)!;

  it("has the shares of its users, and its load", () => {
    // AS1 has equally long customer routes over 3 (A) and 5 (B), so its customers 4 and, over AS1, 7 may use both.
    expect(base.shares.A + base.shares.B).toBeCloseTo(1, 9);
    expect(base.shares.A).toBeGreaterThanOrEqual(0.1 - 1e-9);
    expect(base.shares.B).toBeGreaterThanOrEqual(0.3 - 1e-9);
    expect(base.load.A).toBeCloseTo((100 * base.shares.A) / 50, 9);
    expect(undecided).toBeGreaterThanOrEqual(0.2 - 1e-9);
  });

  it("loses every site and every upstream once", () => {
    expect(changes.filter(({ kind }) => kind === "site" || kind === "upstream").map((each) => each.change)).toEqual([
      "without site A",
      "without site B",
      "without AS3",
      "without AS5",
      "without AS6",
    ]);
    expect(change("without site A").outcome.shares).toEqual({ A: 0, B: 1 });
    // AS3 is A's only upstream: the same as losing A.
    expect(change("without AS3").outcome.shares).toEqual({ A: 0, B: 1 });
    // Without 5, AS1 hears only 3: its customers use A; 6 stays at B.
    const without5 = change("without AS5").outcome;
    expect(without5.shares.B).toBeGreaterThanOrEqual(0.3 - 1e-9);
    expect(without5.shares.A).toBeGreaterThanOrEqual(base.shares.A - 1e-9);
    expect(without5.unserved).toBe(0);
  });

  it("says what prepending to one neighbour moves, and only where there are several", () => {
    expect(changes.filter(({ kind }) => kind === "prepend-to").map(({ site, neighbour }) => [site, neighbour])).toEqual(
      [
        ["B", 6],
        ["B", 5],
      ],
    );
    const to5 = change("B: prepend 3 to AS5");
    expect(to5.outcome.shares.A).toBeCloseTo(change("without AS5").outcome.shares.A, 9);
    expect(to5.moved).toBeCloseTo(to5.outcome.shares.A - base.shares.A, 9);
  });

  it.each([
    [file({}), /sites: must have at least one/],
    [file({ A: { city: "London", upstreams: [] } }), /sites\.A: needs an upstream or a peer/],
    [file({ A: { city: "London", upstreams: [3, 3] } }), /sites\.A: duplicate AS3/],
    [
      file({ A: { city: "London", upstreams: [3], prependTo: { 4: 1 } } }),
      /sites\.A\.prependTo: AS4 is not an upstream/,
    ],
    [file(two, { seeds: [1, 1] }), /seeds: duplicate seed/],
    [file(two, { extra: 1 }), /own\.json: .*extra/],
    ["{", /own\.json: invalid JSON/],
  ])("names the field of a mistake: %s", (text, message) => {
    expect(() => readPlannedDeployment(text, "own.json")).toThrow(message);
  });

  it("refuses a neighbour that the graph does not have", () => {
    const other = readPlannedDeployment(file({ A: { city: "London", upstreams: [99] } }));
    expect(() => deployPlanned(other, { graph, seed: 1 })).toThrow(/sites\.A\.upstreams: AS99 is not in the AS graph/);
  });
});

describe("users from a file", () => {
  const sizes = new Map([
    [3, { country: "GB", addresses: 300 }],
    [4, { country: "GB", addresses: 100 }],
    [6, { country: "JP", addresses: 50 }],
  ]);
  const { topology } = deployPlanned(readPlannedDeployment(file(two)), { graph, seed: 1 });
  const usersOf = (asn: number, all: ReturnType<typeof clientsOf>) =>
    all.clients.filter((each) => each.asn === asn).reduce((sum, { weight = 1 }) => sum + weight, 0);

  it("divides those of a country among its ASes by their addresses", () => {
    const all = clientsOf(topology, { counts: readUsers("country,users\nGB,80\nJP,7\nFR,13\n"), sizes });
    expect([usersOf(3, all), usersOf(4, all), usersOf(6, all)].map((each) => Math.round(each * 1e9) / 1e9)).toEqual([60, 20, 7]); // prettier-ignore
    expect(all.leftOut).toBeCloseTo(13, 9);
  });

  it.each([
    ["a,b\n", /users\.csv:1: expected a first line with the columns/],
    ["asn,users\n3,x\n", /users\.csv:2: users must be a number of 0 or more \(got "x"\)/],
    ["asn,users\n3,1\nAS0x,1\n", /users\.csv:3: asn must be an ASN/],
    ["country,users\ngb,1\n", /users\.csv:2: country must be two capital letters/],
    ["asn,users\n3,0\n", /no line has users/],
  ])("names the line of a mistake: %j", (text, message) => {
    expect(() => readUsers(text)).toThrow(message);
  });
});
