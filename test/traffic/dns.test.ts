import { describe, expect, it } from "vitest";
import { countersOf, fatesOf } from "../../lib/kit/traffic/trace.js";
import { dnsOverTcp } from "../../lib/kit/traffic/dns/tcp.js";
import { dnsServer } from "../../lib/kit/traffic/dns/server.js";
import { ladder } from "../../lib/kit/traffic/ladder.js";
import { cacheMissRatio, perPacketSurvival } from "../../lib/kit/traffic/closed-forms.js";
import { tcpServer } from "../../lib/kit/traffic/tcp/server.js";
import { recursiveResolver } from "../../lib/kit/traffic/dns/recursive.js";
import { simulate, stateOf } from "../../lib/kit/traffic/simulate.js";
import { combinePrograms } from "../../lib/kit/traffic/combine-programs.js";
import { staticNetwork } from "../../lib/kit/traffic/networks/static.js";
import { stubResolver, type StubOptions } from "../../lib/kit/traffic/dns/stub.js";
import type { HashPolicy } from "../../lib/kit/traffic/ecmp/hash.js";
import type { Host } from "../../lib/kit/traffic/endpoint.js";
import { igpFibs } from "../../lib/kit/routing/igp.js";
import { networkOfCities } from "../../lib/kit/routing/networks.js";
import { parsePrefix } from "../../lib/kit/routing/prefix.js";
import { seededRandom } from "../../lib/kit/routing/convergence/random.js";
import { announcementsOf, CLIENT, fibs, network, SHARED, UNIQUE } from "./three-cities.js";

const site = (name: "A" | "B", replyFrom?: string): Host => ({
  name,
  role: "site",
  node: name === "A" ? "Seattle" : "New York",
  program: dnsServer({ identity: `ns.${name}`, replyFrom }),
});
const client = (options: Partial<StubOptions> = {}) => ({
  name: "client",
  role: "client" as const,
  node: "Denver",
  program: stubResolver({
    address: CLIENT,
    servers: [SHARED],
    lookups: [{ atMs: 0, question: "www.example" }],
    ...options,
  }),
});

describe("a query over UDP", () => {
  it("is answered by whichever site the route leads to, before a change of route and after it", () => {
    const lookups = [0, 500, 1000].map((atMs, i) => ({ atMs, question: `q${i}.example` }));
    const asker = client({ lookups });
    const moved = { atMs: 700, label: "A withdraws", fibs: fibs("B") };
    const run = simulate({
      network: staticNetwork({ network, fibs: fibs("A", "B"), changes: [moved] }),
      hosts: [asker, site("A"), site("B")],
    });
    const { outcomes } = stateOf(run, asker);
    expect(outcomes.map((each) => each?.reply?.server)).toEqual(["ns.A", "ns.A", "ns.B"]);
    expect(run.ending).toBe("quiet");
    expect(countersOf(run.trace)).toMatchObject({ sent: 6, received: 6, dropped: {} });
    const rails = (["client", "A", "B"] as const).map((name) => ({
      name,
      role: name === "client" ? ("client" as const) : ("site" as const),
    }));
    const { rungs, remarks } = ladder({ trace: run.trace, rails });
    expect(rungs.map(({ from, to, label }) => `${from} > ${to}: ${label}`)).toEqual([
      "client > A: query q0.example",
      "A > client: reply from ns.A",
      "client > A: query q1.example",
      "A > client: reply from ns.A",
      "client > B: query q2.example",
      "B > client: reply from ns.B",
    ]);
    expect(remarks).toContainEqual({ at: 700, label: "A withdraws", kind: "change" });
  });

  it("that meets a failed site is asked again after 5 s, and reaches the next", () => {
    const asker = client();
    const moved = { atMs: 3000, label: "A's route is gone", fibs: fibs("B") };
    const run = simulate({
      network: staticNetwork({ network, fibs: fibs("A", "B"), changes: [moved] }),
      hosts: [asker, site("A"), site("B")],
      happenings: [{ kind: "down", host: "A", atMs: 0 }],
    });
    const [outcome] = stateOf(run, asker).outcomes;
    expect(outcome).toMatchObject({ tries: 2, reply: { server: "ns.B" } });
    expect(outcome!.tookMs).toBeGreaterThan(5000);
    expect(outcome!.tookMs).toBeLessThan(5100);
    expect([...fatesOf(run.trace).values()].filter(({ kind }) => kind === "dropped")).toHaveLength(1);
  });

  it("whose reply comes from the server's unique address is never answered", () => {
    const asker = client();
    const run = simulate({
      network: staticNetwork({ network, fibs: fibs("A") }),
      hosts: [asker, site("A", UNIQUE.A)],
    });
    expect(stateOf(run, asker).outcomes[0]).toMatchObject({ tookMs: 10_000, tries: 2 });
    expect(stateOf(run, asker).outcomes[0]!.reply).toBeUndefined();
    expect(run.trace.filter((entry) => entry.kind === "note" && entry.text.includes("did not ask"))).toHaveLength(2);
  });
});

describe("the edges of one question, one answer", () => {
  const LARGE = 3000;
  const both = (name: "A" | "B"): Host => ({
    ...site(name),
    program: combinePrograms(
      dnsServer({ identity: name, answerBytes: LARGE }),
      dnsOverTcp({ identity: name, answerBytes: LARGE }),
    ),
  });
  /** A and B are equally far: announced in the two cities beside the client's. */
  const equal = (hash: HashPolicy, mtu?: number) => {
    const twins = networkOfCities("twins", [
      ["Denver", "Chicago", 10],
      ["Chicago", "Seattle", 10],
      ["Chicago", "New York", 10],
    ]);
    const at = { A: "Seattle", B: "New York" };
    const announcements = [
      { prefix: parsePrefix("203.0.113.7/32"), router: "Denver", site: "client" },
      ...Object.entries(at).map(([name, router]) => ({ prefix: parsePrefix("192.0.2.0/24"), router, site: name })),
    ];
    const mtus = mtu === undefined ? [] : [{ ends: ["Denver", "Chicago"] as const, mtu }];
    return staticNetwork({ network: twins, fibs: igpFibs(twins, announcements), hash, mtus });
  };
  it("an answer that does not fit is fetched over TCP from the same site, on a steady route", () => {
    const asker = client();
    const run = simulate({ network: equal({ fields: "5-tuple" }), hosts: [asker, both("A"), both("B")] });
    fatesOf(run.trace);
    const [outcome] = stateOf(run, asker).outcomes;
    expect(outcome).toMatchObject({ over: "tcp", tries: 1 });
    expect(outcome!.reply!.truncated).toBe(false);
    expect(run.ending).toBe("quiet");
  });
  it("behind a per-packet balancer small answers come, and large ones half the time: SYN and request must reach one site", () => {
    const ask = (answerBytes: number) => {
      const lookups = Array.from({ length: 170 }, (_, i) => ({ atMs: 20_000 * i, question: `q${i}` }));
      const asker = client({ lookups, attempts: 1 });
      const hosts = (["A", "B"] as const).map((name): Host => ({
        ...site(name),
        program: combinePrograms(
          dnsServer({ identity: name, answerBytes }),
          dnsOverTcp({ identity: name, answerBytes }),
        ),
      }));
      const run = simulate({ network: equal({ fields: "per packet" }), hosts: [asker, ...hosts] });
      return stateOf(run, asker).outcomes.filter((each) => each?.reply).length / lookups.length;
    };
    expect(ask(100)).toBe(1);
    const half = perPacketSurvival(2, 2);
    expect(Math.abs(ask(3000) - half)).toBeLessThan(3 * Math.sqrt((half * (1 - half)) / 170));
  });
  it("a reset of that connection sends the stub on at once, to a server that answers over UDP", () => {
    const asker = client({ servers: [SHARED, UNIQUE.B] });
    const small = { ...site("B"), program: dnsServer({ identity: "B" }) };
    // A truncates, and then the route leads to B, which is asked over TCP and does not serve it.
    const listens: Host = { ...small, program: combinePrograms(small.program, tcpServer({ identity: "B" })) };
    const run = simulate({
      network: staticNetwork({
        network,
        fibs: fibs("A", "B"),
        changes: [{ atMs: 20, label: "A withdraws", fibs: fibs("B") }],
      }),
      hosts: [asker, both("A"), listens],
    });
    const [outcome] = stateOf(run, asker).outcomes;
    expect(outcome).toMatchObject({ over: "udp", tries: 2, reply: { server: "B", truncated: false } });
    expect(outcome!.tookMs).toBeLessThan(500);
  });
  it("a request in fragments goes to two servers, and is whole at neither", () => {
    const answered = (hash: HashPolicy) => {
      const lookups = Array.from({ length: 20 }, (_, i) => ({ atMs: 20_000 * i, question: `q${i}` }));
      const asker = client({ lookups, queryBytes: 4000, attempts: 1 });
      const run = simulate({ network: equal(hash, 1500), hosts: [asker, site("A"), site("B")] });
      fatesOf(run.trace);
      const gaveUp = run.trace.filter(
        (entry) => entry.kind === "note" && entry.text.includes("parts never came"),
      ).length;
      const { rungs } = ladder({ trace: run.trace, rails: [asker, site("A"), site("B")] });
      const labels = new Set(rungs.map(({ label }) => label));
      return { answers: stateOf(run, asker).outcomes.filter((each) => each?.reply).length, gaveUp, labels };
    };
    const byPorts = answered({ fields: "5-tuple" });
    expect(byPorts.answers).toBeGreaterThan(2);
    expect(byPorts.answers).toBeLessThan(18);
    // On a ladder short labels distinguish them.
    expect(byPorts.labels).toEqual(new Set(["first fragment", "fragment", "reply from ns.B"]));
    // Both servers wait in vain for the rest of each such request.
    expect(byPorts.gaveUp).toBe(2 * (20 - byPorts.answers));
    expect(answered({ fields: "L3" })).toMatchObject({ answers: 20, gaveUp: 0 });
    // Linux reads the ports of no fragment: data/kernel-validation.json.
    expect(answered({ fields: "5-tuple", fragments: "without ports" })).toMatchObject({ answers: 20, gaveUp: 0 });
  });
  it("a zone that reaches one site later than the other goes backwards for a client that is moved", () => {
    const zoned = (name: "A" | "B", fromMs: number): Host => ({
      ...site(name),
      program: dnsServer({
        identity: name,
        zone: [
          { fromMs, serial: 2 },
          { fromMs: 0, serial: 1 },
        ],
      }),
    });
    const asker = client({ lookups: [600, 800].map((atMs) => ({ atMs, question: "www.example" })) });
    const moved = { atMs: 700, label: "A withdraws", fibs: fibs("B") };
    const run = simulate({
      network: staticNetwork({ network, fibs: fibs("A", "B"), changes: [moved] }),
      hosts: [asker, zoned("A", 500), zoned("B", 5000)],
    });
    expect(stateOf(run, asker).outcomes.map((each) => each!.reply!.serial)).toEqual([2, 1]);
  });
});

describe("two dead resolvers", () => {
  it("cost 20 s, one costs 5 s; an anycast address costs what its route takes to move", () => {
    const took = (servers: readonly string[]) => {
      const asker = client({ servers });
      const run = simulate({ network: staticNetwork({ network, fibs: fibs("A") }), hosts: [asker, site("A")] });
      return stateOf(run, asker).outcomes[0]!.tookMs;
    };
    expect(took(["192.88.99.1", "192.88.99.2"])).toBe(20_000);
    expect(took(["192.88.99.1", SHARED])).toBeGreaterThan(5000);
    expect(took(["192.88.99.1", SHARED])).toBeLessThan(5100);
    // Three: 5, 3 and 6 s, twice.
    expect(took(["192.88.99.1", "192.88.99.2", "192.88.99.3"])).toBe(28_000);
  });
});

describe("a recursive resolver", () => {
  const resolver = (nameServers: readonly string[], retryMs?: number) => ({
    name: "resolver",
    role: "site" as const,
    node: "Denver",
    program: recursiveResolver({ address: "203.0.113.53", identity: "resolver", nameServers, retryMs }),
  });
  const withResolver = (...announcing: ("A" | "B")[]) => {
    const announcements = [
      ...announcementsOf(...announcing),
      { prefix: parsePrefix("203.0.113.53/32"), router: "Denver", site: "resolver" },
    ];
    return staticNetwork({ network, fibs: igpFibs(network, announcements) });
  };
  const ask = (
    nameServers: readonly string[],
    lookups: StubOptions["lookups"],
    ttlSeconds: number,
    hosts?: readonly Host[],
    retryMs?: number,
  ) => {
    const recursive = resolver(nameServers, retryMs);
    const sites =
      hosts ??
      (["A", "B"] as const).map((name): Host => ({
        ...site(name),
        program: dnsServer({ identity: name, ttlSeconds }),
      }));
    const asker = client({ servers: ["203.0.113.53"], lookups });
    const run = simulate({ network: withResolver("A", "B"), hosts: [asker, recursive, ...sites], untilMs: 1e9 });
    return { state: stateOf(run, recursive), outcomes: stateOf(run, asker).outcomes };
  };
  it("misses 1/(1 + lambda TTL) of lookups at random instants, within three standard errors", () => {
    const random = seededRandom(1);
    let atMs = 0;
    const lookups = Array.from({ length: 2000 }, () => {
      atMs += -Math.log(1 - random()) * 60_000; // once a minute
      return { atMs, question: "www.example" };
    });
    for (const ttlSeconds of [60, 240]) {
      const { state } = ask([SHARED], lookups, ttlSeconds);
      const p = cacheMissRatio(1 / 60, ttlSeconds);
      expect(state.hits + state.misses).toBe(2000);
      expect(Math.abs(state.misses / 2000 - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / 2000));
    }
  });
  it("asks every name server, and the near one most", () => {
    const lookups = Array.from({ length: 200 }, (_, i) => ({ atMs: 1000 * i, question: `q${i}` }));
    const { state, outcomes } = ask([UNIQUE.A, UNIQUE.B], lookups, 300);
    expect(outcomes.every((each) => each?.reply)).toBe(true);
    expect(state.asked[UNIQUE.B]).toBeGreaterThan(0);
    expect(state.asked[UNIQUE.A]).toBeGreaterThan(3 * state.asked[UNIQUE.B]);
    expect(state.asked[UNIQUE.A] + state.asked[UNIQUE.B]).toBe(200);
  });
  it("goes on to the next name server when one is dead, after 0.8 s", () => {
    const { outcomes } = ask(["192.88.99.1", UNIQUE.B], [{ atMs: 0, question: "q" }], 300);
    expect(outcomes[0]!.reply!.server).toBe("B");
    expect(outcomes[0]!.tookMs).toBeGreaterThan(800);
    expect(outcomes[0]!.tookMs).toBeLessThan(900);
  });
  it("tells how long of an answer's time is left, so that two caches in a row keep it no longer than one", () => {
    const lookups = [0, 100_000, 250_500].map((atMs) => ({ atMs, question: "www.example" }));
    const { outcomes, state } = ask([SHARED], lookups, 300);
    expect(outcomes.map((each) => each!.reply!.ttlSeconds)).toEqual([300, 200, 49]);
    expect(state).toMatchObject({ hits: 2, misses: 1 });
  });
  it("fetches over TCP what does not fit, and keeps no truncated answer", () => {
    const lookups = [0, 1000].map((atMs) => ({ atMs, question: "www.example" }));
    const large = { identity: "A", answerBytes: 3000, answers: () => "198.51.100.7" };
    const a: Host = { ...site("A"), program: combinePrograms(dnsServer(large), dnsOverTcp(large)) };
    const { outcomes, state } = ask([UNIQUE.A], lookups, 300, [a, site("B")]);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ over: "udp", tries: 1, reply: { answer: "198.51.100.7", truncated: false } });
    expect(state).toMatchObject({ hits: 1, misses: 1, asked: { [UNIQUE.A]: 1 } });
    expect(state.connections.size).toBe(0);
  });
  it("hears an answer that comes after it has asked again, and measures it from its own query", () => {
    const lookups = [{ atMs: 0, question: "q" }];
    const { outcomes, state } = ask([UNIQUE.A], lookups, 300, undefined, 10);
    expect(outcomes[0]!.reply!.server).toBe("A");
    expect(state.asked[UNIQUE.A]).toBe(2);
    // Denver to Seattle and back takes some 17 ms. It is at least the 10 ms of silence; from the second query on it would be 7.
    expect(state.srttMs[UNIQUE.A]).toBeGreaterThan(10);
  });
  it("needs a name server", () => expect(() => resolver([])).toThrow(/nameServers must not be empty/));
});

describe("scenarios that cannot be", () => {
  it("name what is wrong, and what there is", () => {
    const steady = { network, fibs: fibs("A") };
    expect(() => client({ servers: [] })).toThrow(/servers must not be empty/);
    expect(() => client({ attempts: 1.5 })).toThrow(/attempts: expected an integer .*got 1.5/);
    expect(() => client({ lookups: [{ atMs: -5, question: "q" }] })).toThrow(
      /The lookup of q: expected a time of 0 ms or more, got -5/,
    );
    expect(() => dnsServer({ identity: "A", ttlSeconds: -1 })).toThrow(/ttlSeconds: expected an integer .*got -1/);
    expect(() => dnsServer({ identity: "A", answerBytes: NaN })).toThrow(/answerBytes: expected an integer .*got NaN/);
    expect(() => simulate({ network: staticNetwork(steady), hosts: [{ ...client(), node: "Atlantis" }] })).toThrow(
      /Host client: the network has no node Atlantis/,
    );
    expect(() => simulate({ network: staticNetwork(steady), hosts: [client(), client()] })).toThrow(
      /Duplicate host client/,
    );
    const happenings = [{ kind: "down", host: "Z", atMs: 5 }] as const;
    expect(() => simulate({ network: staticNetwork(steady), hosts: [client()], happenings })).toThrow(
      /Something happens at 5 ms: unknown host Z; hosts are client/,
    );
    expect(() => staticNetwork({ ...steady, changes: [{ atMs: -5, label: "back then", fibs: fibs("B") }] })).toThrow(
      /"back then": expected a time of 0 ms or more, got -5/,
    );
    expect(() => staticNetwork({ ...steady, mtus: [{ ends: ["Denver", "Chicago"], mtu: 60 }] })).toThrow(
      /Denver - Chicago: the MTU must be at least 68 bytes/,
    );
    expect(() => simulate({ network: staticNetwork(steady), hosts: [client()] })).toThrow(
      /delivers to A: unknown host A; hosts are client/,
    );
  });
  it("a forwarding loop ends with the packet's TTL, as in reality", () => {
    const ring = new Map(fibs("A"));
    const [denver, chicago] = [ring.get("Denver")!, ring.get("Chicago")!];
    const via = (router: string) => ({ kind: "router" as const, router });
    const looped = (fib: typeof denver, router: string) => ({
      ...fib,
      routes: fib.routes.map((route) => (route.prefix.length === 24 ? { ...route, nextHops: [via(router)] } : route)),
    });
    ring.set("Denver", looped(denver, "Chicago")).set("Chicago", looped(chicago, "Denver"));
    const run = simulate({ network: staticNetwork({ network, fibs: ring }), hosts: [client(), site("A")] });
    expect(countersOf(run.trace).dropped).toEqual({ "TTL expired": 2 });
  });
});
