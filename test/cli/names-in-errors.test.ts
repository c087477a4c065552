// Every command that takes a scenario, a deployment, a comparison or an AS graph: its error names the file, the field and a remedy.
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readScenario } from "../../lib/kit/routing/scenario/index.js";
import { commandInFolder } from "./in-folder.js";

const { anycast, at, write } = commandInFolder("errors");

const good = {
  format: "anycast-scenario",
  version: 1,
  name: "two sites",
  ases: [{ asn: 64500 }, { asn: 64501 }, { asn: 64510 }, { asn: 64511 }],
  links: [{ peers: [64500, 64501] }, { provider: 64500, customer: 64510 }, { provider: 64501, customer: 64511 }],
  announcements: [
    { site: "A", origin: 64510 },
    { site: "B", origin: 64511 },
  ],
};
/** Three ASes that prefer each other in a circle (Griffin et al. 2002). */
const gadget = {
  ...good,
  ases: [{ asn: 64501 }, { asn: 64502 }, { asn: 64503 }, { asn: 64510 }],
  links: [
    ...[64501, 64502, 64503].map((provider) => ({ provider, customer: 64510 })),
    { peers: [64501, 64502] },
    { peers: [64502, 64503] },
    { peers: [64503, 64501] },
  ],
  announcements: [{ site: "A", origin: 64510 }],
  policies: {
    ases: {
      64501: { localPref: { 64502: 300 } },
      64502: { localPref: { 64503: 300 } },
      64503: { localPref: { 64501: 300 } },
    },
  },
};
const coupled = { kind: "coupled", detectMs: 100 };

/** What is wrong, the field that the error names, and how the remedy begins. */
const faults: readonly (readonly [string, object, string, RegExp])[] = [
  ["an origin that is not there", { announcements: [{ site: "A", origin: 7 }] }, "announcements[0].origin", /Add it/],
  [
    "an event that changes a neighbour that is not there",
    { events: [{ at: 1, kind: "announce", site: "A", change: { neighbours: [7] } }] },
    "events[0].change.neighbours",
    /Add it/,
  ],
  [
    "a health check that does so",
    { convergence: { health: { ...coupled, dePrefer: { neighbours: [7] } } } },
    "convergence.health.dePrefer.neighbours",
    /Add it/,
  ],
  [
    "the health check of a site that is not there",
    { convergence: { health: { bySite: { Z: coupled } } } },
    "convergence.health.bySite",
    /sites are A, B/,
  ],
  ["damping in an AS that is not there", { convergence: { damping: { 7: {} } } }, "convergence.damping.7", /Add it/],
  [
    "bounds in the wrong order",
    { convergence: { timing: { linkDelayMs: [30, 10] } } },
    "convergence.timing.linkDelayMs",
    /the smaller first/,
  ],
  ["a client in no known city", { clients: [{ asn: 64500, city: "Atlantis" }] }, "clients[0].city", /Did you mean/],
  [
    "a route server in no known city",
    { routeServers: [{ name: "X", city: "Atlantis", members: [64500, 64511] }] },
    "routeServers[0]",
    /Did you mean/,
  ],
  [
    "a ROA with an impossible maximum",
    { policies: { roas: [{ prefix: "192.0.2.0/24", asn: 64510, maxLength: 8 }] } },
    "policies.roas[0].maxLength",
    /Correct it, or leave it out/,
  ],
  [
    "the inside of an AS with one router",
    { convergence: { insides: { 64500: { reflectors: { Oslo: ["Rome"] } } } } },
    "convergence.insides.64500",
    /Give it "pops"/,
  ],
];

const commands: readonly (readonly [string, (file: string) => readonly string[]])[] = [
  ["catchment", (file) => ["catchment", file]],
  ["explain", (file) => ["explain", "64500", file]],
  ["converge", (file) => ["converge", file]],
  ["lab", (file) => ["lab", file, "--to", "frr", "out"]],
  ["routers", (file) => ["routers", file, "--export", "out"]],
  ["routers --play", (file) => ["routers", file, "--play"]],
];

it.each(faults)("%s", (_what, change, field, remedy) => {
  const read = () => readScenario(JSON.stringify({ ...good, ...change }), { file: "wrong.json" });
  expect(read).toThrow(/^wrong\.json: /);
  expect(read).toThrow(field);
  expect(read).toThrow(remedy);
});

it.each(commands)("anycast %s names file, field and remedy", async (_name, words) => {
  const file = write("wrong.json", JSON.stringify({ ...good, ...faults[1][1] }));
  const { stderr, exitCode } = await anycast(...words(file));
  expect([exitCode, stderr]).toEqual([
    1,
    expect.stringMatching(/^✖ wrong\.json: events\[0\]\.change\.neighbours: .* Add it/),
  ]);
});

// What is found only when it is computed.
it.each([
  ["catchment", { ...good, policies: { preferOlder: true } }, /policies\.preferOlder: .*Use converge/],
  ["explain", { ...good, policies: { preferOlder: true } }, /policies\.preferOlder: .*Use converge/],
  ["lab", { ...good, policies: { preferOlder: true } }, /policies\.preferOlder: [^]*Use --play/],
  ["routers", { ...good, policies: { preferOlder: true } }, /policies\.preferOlder: [^]*Use --play/],
  ["catchment", gadget, /never settle: AS64501, AS64502, AS64503 .*Check their LOCAL_PREF/],
  ["explain", gadget, /AS64500 is not in the graph of 4 ASes\.\n {2}Name one of them, such as AS64501/],
  ["lab", gadget, /never settle/],
  [
    "converge",
    { ...good, events: [{ at: 1, kind: "link-down", ends: [64500, 64510], site: "B" }] },
    /events\[0\] \(Link .*\): there is no session .* at site B\. Their sessions are at site A\./,
  ],
  [
    "routers --play",
    { ...good, events: [{ at: 1, kind: "link-down", ends: [64500, 64501], city: "Oslo" }] },
    /events\[0\] .* Leave out the city/,
  ],
] as const)("anycast %s names the file of an error in what it computes", async (name, scenario, message) => {
  const file = write("wrong.json", JSON.stringify(scenario));
  const { stderr, exitCode } = await anycast(...commands.find(([command]) => command === name)![1](file));
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^✖ wrong\.json: /)]);
  expect(stderr).toMatch(message);
});

describe("an AS graph", () => {
  const site = ["--site", "A=2"];
  it("and what is asked about it", async () => {
    const graph = write("graph.txt", "1|2|-1\n1|3|-1\n");
    for (const [words, message] of [
      [["catchment", "--as-rel", graph, "--site", "A=9"], /^✖ graph\.txt: Site A: origin AS9 .*Add it/],
      [["catchment", "--as-rel", graph, ...site, ...site], /^✖ graph\.txt: Duplicate site A/],
      [["explain", "9", "--as-rel", graph, ...site], /^✖ graph\.txt: AS9 is not in the graph .*\n {2}Name one/],
    ] as const)
      expect((await anycast(...words)).stderr).toMatch(message);
  });
  it("in JSON, with the link that is wrong", async () => {
    const graph = write("graph.json", JSON.stringify({ ases: [{ asn: 1 }, { asn: 2 }], links: [{ peers: [1, 1] }] }));
    expect((await anycast("catchment", "--as-rel", graph, ...site)).stderr).toMatch(
      /^✖ graph\.json: Link AS1 - AS1 .* See links\[0\]\./,
    );
  });
});

it.each([
  [{ upstreams: [226] }, /✖ wrong\.json: sites\.A\.upstreams: AS226 is not in the AS graph .*Correct its number/],
  [{ peers: [226] }, /✖ wrong\.json: sites\.A\.peers: AS226/],
  [{ city: "Atlantis" }, /✖ wrong\.json: sites\.A\.city: Unknown city .*Did you mean Atlanta/],
  [{}, /✖ wrong\.json: asn: AS1 is in the AS graph already. Choose another/],
])("a deployment with %j that does not fit the graph", async (change, message) => {
  const graph = write("graph.txt", "1|2|-1\n1|3|-1\n");
  const asn = Object.keys(change).length === 0 ? 1 : 64500;
  const sites = { A: { city: "Los Angeles", upstreams: [2], capacity: 80, ...change } };
  const file = write(
    "wrong.json",
    JSON.stringify({ format: "anycast-deployment", version: 1, asn, demand: 1, seeds: [1], sites }),
  );
  expect((await anycast("deployment", file, "--as-rel", graph)).stderr).toMatch(message);
});

describe("a file of another format", () => {
  it("is named with the command that reads it", async () => {
    const file = write("other.json", JSON.stringify({ format: "anycast-deployment", version: 1 }));
    expect((await anycast("catchment", file)).stderr).toMatch(
      /^✖ other\.json: format: expected "anycast-scenario", got .*This file is for npx anycast deployment\./,
    );
    const scenario = write("scenario.json", JSON.stringify(good));
    expect((await anycast("compare", scenario)).stderr).toMatch(/This is a scenario: catchment, explain, converge,/);
  });
  it("is read for its scenario if it is a question", async () => {
    const file = write("question.json", JSON.stringify({ format: "anycast-question", version: 1, scenario: good }));
    expect((await anycast("catchment", file)).stdout).toMatch(/^A +2 /m);
  });
});

it("a scenario that PowerShell wrote as UTF-16 is read", async () => {
  const text = JSON.stringify(good);
  const file = write("utf16.json", "");
  for (const bytes of [Buffer.from(`\uFEFF${text}`, "utf16le"), Buffer.from(`\uFEFF${text}`, "utf16le").swap16()]) {
    writeFileSync(at(file), bytes);
    expect((await anycast("catchment", file)).stdout).toMatch(/^A +2 /m);
  }
});

describe("anycast ask with a question of one's own", () => {
  const question = (scenario: object) =>
    JSON.stringify({
      format: "anycast-question",
      version: 1,
      title: "Mine",
      question: "Who answers AS64500?",
      look: "AS64500",
      answer: "Site A.",
      expect: { before: { 64500: "A" } },
      scenario: { ...good, clients: [{ asn: 64500 }], convergence: { start: "settled" }, ...scenario },
    });
  it("answers it, and says when the answer does not hold", async () => {
    const file = write("mine.json", question({}));
    const held = await anycast("ask", file);
    expect([held.exitCode, held.stdout]).toEqual([
      0,
      expect.stringMatching(/^Mine\n[^]*AS64500: site A\n[^]*Site A\.$/),
    ]);
    write("mine.json", question({ announcements: [{ site: "B", origin: 64511 }] }));
    const other = await anycast("ask", file);
    expect([other.exitCode, other.stdout]).toEqual([2, expect.stringContaining("contradicts this answer")]);
  });
  it("names the file in errors", async () => {
    const file = write("mine.json", question({ events: [{ at: 1, kind: "withdraw", site: "Z" }] }));
    expect((await anycast("ask", file)).stderr).toMatch(/^✖ mine\.json: events\[0\]\.site: unknown site Z/);
    expect((await anycast("ask", "missing.json")).stderr).toMatch(/^✖ File not found: missing\.json/);
  });
});
