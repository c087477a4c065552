// The player: its motions are the traces of the simulators, entry by entry; its clock gives every instant a position of its own.
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { hopless, hunt, moves, sources, travel } from "./player-sources.js";
import { trafficMotion, type Motion } from "../../lib/course/motion/index.js";
import { clockOf, positionAt, timeAt } from "../../lib/course/explorers/player/clock.js";
import { player } from "../../lib/course/explorers/player/explorer.js";
import { movingAt, stepText } from "../../lib/course/explorers/player/scenario.js";
import { prepareProps, renderExplorer } from "../../lib/course/explorers/index.js";
import {
  curedConnection,
  packetsTravel,
  regionFails,
  retryElsewhere,
  routeChange,
  routesSpread,
  serverLeaves,
  sitesDisagree,
  splitPackets,
  type SplitCaseName,
} from "../../lib/course/stories/index.js";
import { compile } from "../../lib/kit/topology/index.js";
import { siteOf, steadyState, walkAsPath } from "../../lib/kit/routing/index.js";
import { drawnInNode } from "./browser/explorer-page.js";
import { skeleton } from "./skeleton.js";

describe("a motion", () => {
  it("has one move for each hop of the trace that takes time and leads elsewhere, with the hop's number and times", () => {
    const { trace } = routeChange({ protocol: "tcp" }).run;
    const places = { router: "client" };
    const motion = trafficMotion({ trace, title: "t", stage: { kind: "rows", rows: [], links: [] }, places });
    const hops = moves(trace, places);
    expect(motion.moves.map(({ entry, startMs, endMs }) => [entry, startMs, endMs])).toEqual(hops);
    expect(hops.length).toBeGreaterThan(20);
    // Everything else that a reader steps to is an entry too, without duplicates.
    const entries = [...motion.moves, ...motion.events].map(({ entry }) => entry);
    expect(new Set(entries).size).toBe(entries.length);
    for (const { entry, atMs } of motion.events) expect(trace[entry].atMs).toBe(atMs);
    expect(motion.events.length).toBe(trace.filter(hopless).length);
  });

  for (const [name, props] of Object.entries(sources))
    it(`${name}: every move is on the screen at its own time, and none other`, () => {
      const scenario = player.read(JSON.parse(prepareProps("player", props)));
      for (const lane of scenario.lanes) {
        const seen = new Set<number>();
        for (const { atMs } of lane.steps) for (const { entry } of movingAt(lane, atMs)) seen.add(entry);
        expect([...seen].sort((a, b) => a - b)).toEqual(
          lane.motion.moves.map(({ entry }) => entry).sort((a, b) => a - b),
        );
        for (const { from, to } of lane.motion.moves)
          for (const { lines } of lane.pictures) expect(lines[`${from}|${to}`].flat().length).toBeGreaterThanOrEqual(4);
      }
    });

  const countersOf = ({ counters }: Motion) =>
    Object.fromEntries(counters.map(({ label, site = "", atMs }) => [`${label}${site}`, atMs.length]));

  it("server leaves: modulo resets 3/8 of the connections, those of one leaf; rendezvous only those of the failed server", () => {
    const [modulo, rendezvous] = serverLeaves().motions.map(countersOf);
    expect(modulo["reset: their server was A"] + modulo["reset: their server is healthy"]).toBe((3 / 8) * 16);
    expect(rendezvous["reset: their server is healthy"]).toBe(0);
    for (const each of [modulo, rendezvous]) {
      expect(each["reset: their server was A"]).toBeGreaterThan(0);
      expect(each.answered + each["reset: their server was A"] + each["reset: their server is healthy"]).toBe(16);
    }
  });

  it("region fails: a covering prefix loses no more than one address for the world, DNS alone loses until the TTL ends", () => {
    const [dns, covering, global] = regionFails().motions.map(countersOf);
    expect(covering.lost).toBe(global.lost);
    expect(dns.lost).toBeGreaterThan(covering.lost);
    for (const { requests, lost, ...replies } of [dns, covering, global])
      expect(Object.values(replies).reduce((sum, each) => sum + each, lost)).toBe(requests);
    const longer = regionFails({ ttlSeconds: 300, designs: ["regional, DNS only"] }).motions.map(countersOf)[0];
    expect(longer.lost).toBeGreaterThan(dns.lost);
  });

  it("routes spread: no AS has a route at first; at the end each uses the site of the steady state, with both sites and with one", () => {
    const { topology, announcements } = hunt;
    const { motions } = routesSpread({ topology, announcements });
    const board = compile(topology);
    expect(motions.length).toBe(3);
    for (const [i, letters] of ["AB", "A", "B"].entries()) {
      const { holds, moves: messages } = motions[i];
      const state = steadyState({
        topology: board,
        announcements: announcements.filter(({ site }) => letters.includes(site)),
      });
      for (const asn of [10, 20, 30, 40, 50, 60]) {
        const held = holds.filter(({ place }) => place === `AS${asn}`);
        expect(held[0].lines).toEqual(["no route"]);
        expect(held.at(-1)!.site).toBe(siteOf(state, asn));
      }
      expect(messages.length).toBeGreaterThanOrEqual(6);
      expect(new Set(messages.flatMap(({ site }) => site ?? []))).toEqual(new Set(letters));
    }
    expect(routesSpread({ topology, announcements: announcements.slice(0, 1) }).motions.length).toBe(1);
  });

  it("packets travel: a move for each hop that leads to another city, at the speed of fibre, to the site of the steady state", () => {
    const [motion] = packetsTravel(travel).motions;
    const state = steadyState(travel.deployment);
    const walks = travel.clients.map((from) => walkAsPath({ state, from }));
    const hops = walks.flatMap(({ hops: all, site }) => all.map((hop) => ({ ...hop, site })));
    const away = hops.flatMap((hop, entry) => (hop.km > 0 ? [[entry, hop.enters, hop.leaves, hop.site]] : []));
    expect(motion.moves.map(({ entry, from, to, site }) => [entry, from, to, site])).toEqual(away);
    expect(away.length).toBeGreaterThan(3);
    for (const { entry, startMs, endMs } of motion.moves)
      expect(endMs - startMs).toBeCloseTo((1.6 * hops[entry].km) / 204, 6);
    for (const [i, { site, km }] of walks.entries()) {
      const arrival = motion.events.find(({ entry }) => entry === hops.length + i)!;
      // A packet that starts in the city of its site is only counted.
      expect(arrival === undefined).toBe(km === 0);
      if (km === 0) continue;
      expect(arrival.atMs).toBeCloseTo((1.6 * km) / 204, 6);
      expect(arrival.text).toContain(`site ${site} in`);
    }
    expect(walks.map(({ site }) => site)).toEqual(["B", "A", "B"]);
    expect(walks.map(({ km }) => km === 0)).toContain(true);
    expect(countersOf(motion)).toEqual({ packetsA: 1, packetsB: 2 });
  });

  it("packets travel: clients without a city are left out; one packet has no counter", () => {
    const alone = { ...travel, clients: [{ asn: 5071, city: "Seattle" }, { asn: 174 }] };
    const [motion] = packetsTravel(alone).motions;
    expect(motion.events.filter(({ text }) => text.startsWith("the packet from"))).toHaveLength(1);
    expect(motion.counters).toEqual([]);
  });

  const split = (cases: readonly SplitCaseName[], lookups: number) =>
    splitPackets({ cases, lookups }).motions.map(countersOf);

  it("split packets: only conversations are broken, and only by per-packet balancing", () => {
    const [small, large, perFlow] = split(
      ["small answer, per packet", "large answer, per packet", "large answer, per flow"],
      60,
    );
    expect([small.answered, perFlow.answered]).toEqual([60, 60]);
    expect(large.answered).toBeGreaterThan(0);
    expect(large.answered).toBeLessThan(60);
    expect(large["lookups failed"]).toBe(60 - large.answered);
    // Both sites answer small lookups: the balancing is real.
    const [{ moves: hops }] = splitPackets({ lookups: 60 }).motions;
    for (const site of ["A", "B"]) expect(hops.filter(({ to }) => to === site).length).toBeGreaterThan(10);
    // What the lesson shows: two small lookups, one for each site; of two large ones one fails.
    const [two, oneFails] = splitPackets().motions;
    expect(two.moves.flatMap(({ to }) => (to === "A" || to === "B" ? [to] : [])).sort()).toEqual(["A", "B"]);
    expect([countersOf(oneFails).answered, countersOf(oneFails)["lookups failed"]]).toEqual([1, 1]);
  });

  it("split packets: fragments of a request are split by ports, never by addresses; those of a reply never", () => {
    const [byPorts, byAddresses, reply] = split(
      ["request, hashed by ports", "request, hashed by addresses", "reply, hashed by ports"],
      60,
    );
    for (const { lookups } of [byPorts, byAddresses, reply]) expect(lookups).toBe(60);
    expect(byPorts["lookups failed"]).toBeGreaterThan(0);
    expect([byAddresses.answered, reply.answered]).toEqual([60, 60]);
  });

  it("retry: counters agree with the run; with BFD no lookup fails, with a hold timer most do", () => {
    const [bfd, hold] = retryElsewhere().motions.map(countersOf);
    expect(bfd["lookups failed"]).toBe(0);
    expect(bfd.answeredA + bfd.answeredB).toBe(8);
    expect(bfd["queries sent"]).toBe(8 + bfd["queries lost"]);
    expect(hold["lookups failed"]).toBe(8 - hold.answeredA);
    expect(hold["lookups failed"]).toBeGreaterThan(4);
    expect(hold.answeredB).toBe(0);
  });

  it("sites that disagree: the client falls back only if its route moves between the two updates", () => {
    const [between, before, after] = sitesDisagree().motions;
    const back = ({ counters }: typeof between) => counters.find(({ label }) => label === "from version 2 back to 1")!.atMs.length; // prettier-ignore
    expect([between, before, after].map(back)).toEqual([1, 0, 0]);
    // Asked at 0 to 12 s: version 2 from A at 3, 4 and 5 s, and from B at 11 and 12 s.
    expect(countersOf(between)).toMatchObject({ "answers with version 1": 8, "answers with version 2": 5 });
    expect(between.holds.filter(({ lines }) => lines[0] === "version 2").map(({ place, atMs }) => [place, atMs])).toEqual([["A", 2500], ["B", 10_500]]); // prettier-ignore
  });

  it("cures: packets that B forwards travel from B to A, and only without a cure is the download broken", () => {
    const { choice, motions } = curedConnection();
    const named = (name: string) => motions[choice.options.indexOf(name)];
    const tunnelled = named("forward to the owner").moves.filter(({ label }) => label.startsWith("forwarded: "));
    expect(tunnelled.length).toBeGreaterThan(3);
    for (const { from, to, startMs, endMs } of tunnelled) expect([from, to, endMs - startMs]).toEqual(["B", "A", 40]);
    const ended = motions.map(({ holds }) => holds.filter(({ place }) => place === "client").at(-1)!.lines[0]);
    expect(ended[choice.options.indexOf("no cure")]).toBe("reset");
    expect(ended.filter((line) => line === "reset")).toHaveLength(1);
  });

  it("split packets: fragments carry their numbers", () => {
    const [{ moves: byPorts }] = splitPackets({ lookups: 1, cases: ["request, hashed by ports"] }).motions;
    const numbered = byPorts.filter(({ from }) => from === "router").flatMap(({ mark }) => mark ?? []);
    expect(numbered.slice(0, 3).sort()).toEqual(["1", "2", "3"]);
  });
});

describe("the player's clock", () => {
  const [{ moves: all }] = retryElsewhere().motions;
  const motion = retryElsewhere().motions[0];
  const clock = clockOf([motion], "time");

  it("ascends, reaches every instant exactly, and goes back to it", () => {
    for (const ms of clock.ms) expect(timeAt(clock, positionAt(clock, ms))).toBe(ms);
    for (let i = 1; i < clock.position.length; i++) {
      expect(clock.position[i]).toBeGreaterThan(clock.position[i - 1]);
      expect(Number.isInteger(clock.position[i])).toBe(true);
    }
  });

  it("cuts quiet stretches short and keeps flights in proportion", () => {
    const taken = (from: number, to: number) => positionAt(clock, to) - positionAt(clock, from);
    const toA = all.find(({ site }) => site === "A")!;
    const toB = all.find(({ site }) => site === "B")!;
    expect(taken(toB.startMs, toB.endMs) / taken(toA.startMs, toA.endMs)).toBeCloseTo(3, 0);
    const timeout = all.find(({ startMs }) => startMs > 5000)!;
    const before = clock.ms.filter((ms) => ms < timeout.startMs).at(-1)!;
    expect(timeout.startMs - before).toBeGreaterThan(500);
    expect(taken(before, timeout.startMs)).toBeLessThan(taken(toB.startMs, toB.endMs));
  });
});

describe("the player's view", () => {
  it("is patched into what the library draws", () => {
    const { scenario, first } = drawnInNode(player, sources.retry);
    const states = [first, { ...first, time: 40 }, { ...first, time: 90 }];
    const left = states.map((state) => {
      const view = player.render(scenario, state, "p");
      return skeleton(
        view.html! + view.figures.map(({ html }) => html).join(""),
        player.patch!(scenario, state, "p"),
        "-",
      );
    });
    expect(left[1]).toBe(left[0]);
    expect(left[2]).toBe(left[0]);
  });

  it("is right without script: a numbered trail for every pair of places, and a table of all steps", () => {
    const html = renderExplorer("player", sources.retry, { id: "p" });
    expect(html.match(/<g class="ak-trail /g)!.length).toBeGreaterThanOrEqual(6);
    expect(html).toContain("query q4.example is lost at site A: host is down");
  });

  it("refuses what does not fit, with the place", () => {
    const refuse = (change: (props: typeof sources.retry) => unknown) => () =>
      renderExplorer("player", change(sources.retry));
    const [motion] = sources.retry.motions;
    expect(refuse(() => ({ motions: [] }))).toThrow("motions");
    expect(refuse(() => ({ motions: [{ ...motion, moves: [{ ...motion.moves[0], to: "Atlantis" }] }] }))).toThrow(
      'unknown place "Atlantis"',
    );
    expect(refuse(() => ({ motions: [{ ...motion, moves: [{ ...motion.moves[0], endMs: -1 }] }] }))).toThrow("endMs");
    expect(refuse(() => ({ motions: [{ ...motion, moves: [{ ...motion.moves[0], startMs: 9, endMs: 3 }] }] }))).toThrow(
      "must not end",
    );
    expect(refuse(() => ({ motions: [motion], choice: { label: "x", options: ["a", "b"] } }))).toThrow(
      "expected one for each",
    );
    // Hostile words stay words.
    const hostile = {
      ...motion,
      title: '<img src=x onerror="1">',
      holds: [{ atMs: 0, place: "A", lines: ["<script>1</script>"] }],
    };
    const { document } = parseHTML(
      `<!doctype html><html><body>${refuse(() => ({ motions: [hostile] }))()}</body></html>`,
    );
    expect(document.querySelectorAll("img, script:not([type='application/json'])")).toHaveLength(0);
    expect(document.querySelector(".ak-held text")!.textContent).toBe("<script>1</script>");
  });
});

describe("a step in words", () => {
  const step = (...texts: string[]) =>
    stepText({ position: 0, atMs: 0, moves: [], events: texts.map((text, entry) => ({ entry, atMs: 0, text })) });

  it("counts the users that send the same, and names hosts that send different packets", () => {
    expect(step("Chicago user sends query x", "Cairo user sends query x")).toBe("2 users send a packet each (query x)");
    expect(step("A sends query x", "Cairo user sends query x")).toBe("2 hosts send a packet each (query x)");
    expect(step("A sends query x", "B sends query y")).toBe("A sends query x; B sends query y");
    expect(step("A sends query x")).toBe("A sends query x");
  });

  it("counts packets that only set out", () => {
    const move = { entry: 0, from: "A", to: "B", startMs: 0, endMs: 1, look: "packet", label: "a packet" } as const;
    const moves = (n: number) => Array.from({ length: n }, (_, i) => ({ ...move, to: `B${i}` }));
    expect(stepText({ position: 0, atMs: 0, events: [], moves: moves(5) })).toBe("5 packets set out");
    expect(stepText({ position: 0, atMs: 0, events: [], moves: moves(1) })).toBe("a packet goes from A to B0");
  });
});
