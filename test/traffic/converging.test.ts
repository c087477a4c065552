import { describe, expect, it } from "vitest";
import { converge } from "../../lib/kit/routing/convergence/converge.js";
import { DETECTION, type RoutingEvent } from "../../lib/kit/routing/convergence/events.js";
import { compile } from "../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../lib/kit/topology/as-graph.js";
import { convergingNetwork } from "../../lib/kit/traffic/networks/converging.js";
import { countersOf, fatesOf } from "../../lib/kit/traffic/trace.js";
import { dnsServer } from "../../lib/kit/traffic/dns/server.js";
import { fileServer } from "../../lib/kit/traffic/download.js";
import { sceneAt, turnScene } from "../../lib/kit/traffic/replay.js";
import { simulate, stateOf } from "../../lib/kit/traffic/simulate.js";
import { stubResolver } from "../../lib/kit/traffic/dns/stub.js";
import { tcpClient } from "../../lib/kit/traffic/tcp/client.js";
import { tcpServer } from "../../lib/kit/traffic/tcp/server.js";
import type { Host } from "../../lib/kit/traffic/endpoint.js";

// AS1 has its users next to site A; site B is behind AS2, which sells to AS1 too.
const topology = compile(
  defineAsGraph({
    ases: [1, 2, 10, 20].map((asn) => ({ asn })),
    links: [
      { provider: 1, customer: 10 },
      { provider: 2, customer: 20 },
      { provider: 2, customer: 1 },
    ],
  }),
);
const PREFIX = "192.0.2.0/24";
const network = (events: readonly RoutingEvent[]) => {
  const announcements = [
    { site: "A", origin: 10, prefix: PREFIX },
    { site: "B", origin: 20, prefix: PREFIX },
  ];
  const history = converge({ topology, announcements, start: "settled", events, timing: { linkDelayMs: 10 } });
  return convergingNetwork({ history, unicast: { client: "203.0.113.7" } });
};
const SHARED = "192.0.2.53";
const dns = (name: string): Host => ({
  name,
  node: `site ${name}`,
  role: "site",
  program: dnsServer({ identity: name }),
});

describe("traffic while BGP converges", () => {
  const down = (detection: (typeof DETECTION)[keyof typeof DETECTION]): RoutingEvent => ({
    kind: "site-down",
    at: 10_000,
    site: "A",
    detection,
  });
  const lookups = Array.from({ length: 300 }, (_, i) => ({ atMs: 100 * i, question: `q${i}` }));
  const client = (timeoutMs: number) => ({
    name: "client",
    node: "AS1",
    role: "client" as const,
    program: stubResolver({ address: "203.0.113.7", servers: [SHARED], lookups, timeoutMs, attempts: 2 }),
  });
  it("loses queries for as long as the failure is not noticed, and answers them again at the next site", () => {
    for (const [detection, unnoticed] of [
      [DETECTION.bfd, 9],
      [DETECTION.lossOfLight, 1],
    ] as const) {
      const asker = client(5000);
      const run = simulate({ network: network([down(detection)]), hosts: [asker, dns("A"), dns("B")] });
      fatesOf(run.trace);
      expect(countersOf(run.trace).dropped).toEqual({ "failed site": unnoticed });
      const { outcomes } = stateOf(run, asker);
      expect(outcomes.every((each) => each?.reply)).toBe(true);
      expect(outcomes.filter((each) => each!.tries === 2)).toHaveLength(unnoticed);
      expect(outcomes[0]!.reply!.server).toBe("A");
      expect(outcomes.at(-1)!.reply!.server).toBe("B");
    }
  });
  it("uses for each AS the longest prefix it has a route for, and reaches the site of that prefix", () => {
    // C announces half of the prefix to AS2 alone, which does not export it (RFC 1997): AS1 still uses A.
    const part = [{ site: "C", origin: 20, prefix: "192.0.2.0/25", communities: [{ kind: "no-export" as const }] }];
    const whole = [{ site: "A", origin: 10, prefix: PREFIX }, { site: "B", origin: 20, prefix: PREFIX }]; // prettier-ignore
    const history = [part, whole].map((announcements) => converge({ topology, announcements, start: "settled" }));
    for (const [asn, answers] of [
      [1, "A"],
      [2, "C"],
      [10, "A"],
    ] as const) {
      // prettier-ignore
      const asker = { ...client(5000), node: `AS${asn}` };
      const several = convergingNetwork({ history, unicast: { client: "203.0.113.7" } });
      const run = simulate({ network: several, hosts: [asker, dns("A"), dns("B"), dns("C")], untilMs: 1000 });
      expect(stateOf(run, asker).outcomes[0]!.reply!.server).toBe(answers);
    }
  });
  it("resets a download when its site withdraws, although nothing failed", () => {
    const downloader = {
      name: "client",
      node: "AS1",
      role: "client" as const,
      program: tcpClient({ address: "203.0.113.7", to: { address: SHARED, port: 80 } }),
    };
    const web = (name: string): Host => ({
      name,
      node: `site ${name}`,
      role: "site",
      program: tcpServer({ identity: name, respond: fileServer(20_000), drip: { bytes: 500, everyMs: 100 } }),
    });
    const run = simulate({
      network: network([{ kind: "withdraw", at: 1000, site: "A" }]),
      hosts: [downloader, web("A"), web("B")],
    });
    expect(stateOf(run, downloader).attempts).toMatchObject([{ server: "A", end: "reset" }]);
    expect(run.trace).toContainEqual({ atMs: 1000, kind: "change", label: "Site A withdraws" });
  });
  it("has no such node as an AS that is not there", () =>
    expect(() => simulate({ network: network([]), hosts: [{ ...dns("A"), node: "site Z" }] })).toThrow(
      /Host A: the network has no node site Z/,
    ));
});

describe("a trace replayed", () => {
  const asker = {
    name: "client",
    node: "AS1",
    role: "client" as const,
    program: stubResolver({ address: "203.0.113.7", servers: [SHARED], lookups: [{ atMs: 0, question: "q" }] }),
  };
  const { trace } = simulate({ network: network([]), hosts: [asker, dns("A"), dns("B")] });
  it("is the same scene whether it was reached forwards or back", () => {
    const forwards = [sceneAt(trace, 0)];
    while (forwards.at(-1)!.step < trace.length) forwards.push(turnScene(trace, forwards.at(-1)!, "forward"));
    let scene = forwards.at(-1)!;
    for (const expected of forwards.slice(0, -1).reverse()) {
      scene = turnScene(trace, scene, "back");
      expect(scene).toEqual(expected);
    }
  });
  it("shows packets in flight, and none at the end", () => {
    const scenes = trace.map((_, i) => sceneAt(trace, i + 1));
    expect(scenes.map(({ flying }) => flying.length)).toContain(1);
    expect(scenes.at(-1)!.flying).toEqual([]);
    const underway = scenes.find(({ flying }) => flying[0]?.to !== undefined)!;
    expect(underway.flying[0]).toMatchObject({ from: "client", to: "AS1", leftMs: 0 });
  });
});
