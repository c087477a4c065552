import { describe, expect, it } from "vitest";
import {
  countersOf,
  dnsServer,
  fatesOf,
  ladder,
  simulate,
  stateOf,
  staticNetwork,
  stubResolver,
  type Host,
  type StubOptions,
} from "../../lib/traffic/index.js";
import { CLIENT, fibs, network, SHARED, UNIQUE } from "./three-cities.js";

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

  it("that meets a dead site is asked again after 5 s, and reaches the next", () => {
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
