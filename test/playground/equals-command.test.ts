// The playground computes what the commands print: the same file, by the command as a program and by the playground's questions.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { answer } from "../../lib/course/playground/compute/index.js";
import type { Answers, Question } from "../../lib/course/playground/protocol.js";
import { repository } from "../needs.js";

const folder = join(repository, "test", "routers", "scenarios");
const program = join(repository, "lib", "kit", "cli", "anycast.mjs");
const anycast = async (...words: string[]) =>
  (await execa(process.execPath, [program, ...words], { reject: false, cwd: folder })).stdout;

function value<Type extends Question["type"]>(question: Question & { readonly type: Type }): Answers[Type] {
  const answered = answer<Type>(question);
  if ("fault" in answered) throw new Error(answered.fault.message);
  return answered.value;
}

const files = ["anycast-three-sites.json", "med-across-routers.json", "ipv4-and-ipv6.json"];

describe.each(files)("%s", (file) => {
  const text = readFileSync(join(folder, file), "utf8");

  it("has the catchments of `anycast catchment`", async () => {
    const printed = JSON.parse(await anycast("catchment", file, "--json")) as object;
    type Result = { readonly reached: number; readonly catchments: object; readonly otherStates?: readonly unknown[] };
    const { prefixes } = { prefixes: [printed], ...printed } as { prefixes: readonly (Result & { prefix?: string })[] };
    const ours = prefixes.map(({ prefix }) => value({ type: "look", text, ...(prefix && { prefix }) }));
    expect(
      ours.map(({ reached, sites, otherStates }) => ({
        reached,
        catchments: Object.fromEntries(sites.map(({ name, ases }) => [name, ases])),
        otherStates,
      })),
    ).toEqual(
      prefixes.map(({ reached, catchments, otherStates = [] }) => ({
        reached,
        catchments,
        otherStates: otherStates.length,
      })),
    );
  });

  it("explains in the words of `anycast explain`", async () => {
    const { uses } = value({ type: "look", text });
    const [{ asn }] = uses.slice(-1);
    const printed = await anycast("explain", `AS${asn}`, file);
    for (const { sentence, candidates, refused } of value({ type: "why", text, asn }))
      for (const words of [sentence, ...candidates, ...refused]) expect(printed).toContain(words);
  });

  it("ends as `anycast converge` ends", async () => {
    const printed = await anycast("converge", file, "--log");
    const { endings, log } = value({ type: "play", text });
    for (const ending of endings) expect(printed).toContain(ending);
    for (const { text: entry } of log) expect(printed).toContain(entry);
  });
});

describe("every scenario of the router tests", () => {
  const all = readdirSync(folder).filter((name) => name.endsWith(".json"));

  it.each(all)("%s is drawn, played and asked, and the three agree", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const { drawn, ases, uses, sites } = value({ type: "look", text });
    expect(drawn.ases.length).toBe(ases);
    // An AS that honours BLACKHOLE has a route, and its packets reach no site.
    const { policies = {} } = JSON.parse(text) as { policies?: { ases?: Record<string, { blackhole?: boolean }> } };
    const discards = new Set(
      Object.entries(policies.ases ?? {}).flatMap(([asn, own]) => (own.blackhole ? [Number(asn)] : [])),
    );
    const names = new Map(sites.flatMap(({ name, letter }) => (letter ? [[name, letter] as const] : [])));
    for (const { asn, site, split } of drawn.ases) {
      const used = uses.find((each) => each.asn === asn)!;
      const none = used.site === undefined || discards.has(asn);
      if (site !== undefined && !split) expect(site).toBe(none ? null : names.get(used.site));
    }
    // A DNS query of each AS reaches the site that the picture shows, if the AS has one.
    const nameOf = new Map([...names].map(([name, letter]) => [letter, name]));
    for (const { asn, site } of drawn.ases) {
      if (!site) continue;
      expect([asn, value({ type: "ask", text, asn, protocol: "dns" }).site]).toEqual([asn, nameOf.get(site)]);
    }
    const { motions, note } = value({ type: "play", text });
    expect(motions.length > 0 || note !== undefined).toBe(true);
    for (const protocol of ["dns", "tcp", "quic"] as const)
      expect(value({ type: "ask", text, asn: uses[0].asn, protocol }).sentence).toMatch(/^(Site|The) .*\.$/);
  });
});

describe("a scenario whose routers keep the route in use", () => {
  const played = join(repository, "test", "routers", "played");
  const text = readFileSync(join(played, "route-in-use-stays.json"), "utf8");
  const plain = JSON.stringify({ ...(JSON.parse(text) as object), policies: {} });

  it("opens with the routes without that rule, and says so", () => {
    const { keepsRoutes, ...look } = value({ type: "look", text });
    expect(keepsRoutes).toBe(true);
    expect(value({ type: "look", text: plain })).toEqual(look);
  });

  it("is played with the rule, as `anycast converge` plays it", async () => {
    const printed = await anycast("converge", join(played, "route-in-use-stays.json"), "--log");
    const { endings, log } = value({ type: "play", text });
    for (const ending of endings) expect(printed).toContain(ending);
    for (const { text: entry } of log) expect(printed).toContain(entry);
  });

  it("answers a request with the site that is in use after the events", () => {
    const site = (of: string) => value({ type: "ask", text: of, asn: 64502, protocol: "dns" }).site;
    expect([site(text), site(plain)]).toEqual(["B", "A"]);
  });

  it("does not explain a steady state, and says why", () => {
    expect(answer({ type: "why", text, asn: 64502 })).toMatchObject({
      fault: { message: expect.stringMatching(/^policies\.preferOlder: .*Use converge/) as string },
    });
  });
});
