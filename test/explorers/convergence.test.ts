import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  moveTo,
  stopFrom,
  type RangeControl,
  type State,
  ExplorerError,
} from "../../lib/course/explorers/core/explorer.js";
import { fatesOf, queriesUntil } from "../../lib/course/explorers/convergence/counter.js";
import {
  ANNOUNCEMENTS,
  DETECTIONS,
  HAPPENINGS,
  MRAIS,
  type ConvergenceProps,
} from "../../lib/course/explorers/convergence/props.js";
import { convergence } from "../../lib/course/explorers/convergence/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { prepareProps } from "../../lib/course/explorers/prepare.js";
import { momentAt } from "../../lib/kit/routing/convergence/replay/scrub.js";
import { compile } from "../../lib/kit/topology/compile-graph.js";
import { announced, blackboard as topology } from "./blackboard.js";

const props: ConvergenceProps = { topology, announcements: announced, clients: [60] };
const scenario = convergence.read(JSON.parse(prepareProps("convergence", props)));
const first = convergence.initial(scenario);
const framesOf = (state: State) => scenario.story(state).frames;
const atEnd = (options: State = {}) => {
  const state = { ...first, ...options };
  return { ...state, moment: framesOf(state).length - 1 };
};
const lostAtEnd = (options: State) => {
  const story = scenario.story({ ...first, ...options });
  return queriesUntil(scenario, story, story.frames[story.frames.length - 1]).lost;
};
const moment = (state: State) =>
  convergence.controls(scenario, state).find(({ name }) => name === "moment") as RangeControl;

const anyOptions = fc.record({
  site: fc.constantFrom("A", "B"),
  happening: fc.constantFrom(...HAPPENINGS),
  detection: fc.constantFrom(...DETECTIONS),
  announcement: fc.constantFrom(...ANNOUNCEMENTS),
  mrai: fc.constantFrom(...MRAIS),
});

describe("watching routes settle", () => {
  it("loses 900 queries until BFD notices and 90,000 until the hold timer does, and a few while routes settle", () => {
    for (const [detection, noticed] of [
      ["BFD, 0.9 s", 900],
      ["hold timer, 90 s", 90_000],
    ] as const) {
      const lost = lostAtEnd({ detection });
      expect(lost).toBeGreaterThanOrEqual(noticed);
      expect(lost).toBeLessThan(noticed + 500);
    }
  });

  it("loses queries without end behind a static route, and for some seconds behind a health check", () => {
    const dies = { happening: "loses its service" };
    const { summary } = convergence.render(scenario, atEnd(dies), "c");
    expect(summary).toContain("Now AS60 loses its queries (failed site), and nothing will change that.");
    const lost = lostAtEnd({ ...dies, announcement: "a health check, 3 s" });
    expect(lost).toBeGreaterThanOrEqual(3000);
    expect(lost).toBeLessThan(3500);
  });

  it("loses no query in a drain, ten until the light goes out, 180,000 until the longest hold timer ends", () => {
    expect(lostAtEnd({ happening: "drains, then withdraws" })).toBe(0);
    expect(lostAtEnd({ happening: "withdraws" })).toBeGreaterThan(0);
    for (const [detection, noticed] of [
      ["loss of light, 0.01 s", 10],
      ["hold timer, 30 s", 30_000],
      ["hold timer, 180 s", 180_000],
    ] as const) {
      const lost = lostAtEnd({ detection });
      expect(lost).toBeGreaterThanOrEqual(noticed);
      expect(lost).toBeLessThan(noticed + 500);
    }
  });

  it("lets a server flap: behind a static route three times five seconds are lost, and MRAI makes a checked one worse", () => {
    const flaps = { happening: "flaps" };
    expect(lostAtEnd(flaps)).toBe(15_000);
    const checked = { ...flaps, announcement: "a health check, 3 s" };
    expect(lostAtEnd(checked)).toBeGreaterThan(9000);
    expect(lostAtEnd({ ...checked, mrai: "on" })).toBeGreaterThan(lostAtEnd(checked));
    const held = { ...flaps, announcement: "a health check, 3 s, hold-down 30 s" };
    for (const mrai of MRAIS) {
      expect(lostAtEnd({ ...held, mrai })).toBeGreaterThanOrEqual(3000);
      expect(lostAtEnd({ ...held, mrai })).toBeLessThan(3500);
    }
    const ends = [checked, held].flatMap((each) => MRAIS.map((mrai) => framesOf({ ...first, ...each, mrai }).at(-1)));
    expect(ends).toEqual([61_000, 61_000, 61_000, 61_000]);
  });

  it("counts the same forwards and back: at every frame what was sent is answered or lost, and no count falls", () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const story = scenario.story({ ...first, ...options });
        let before = { sent: 0, lost: 0 };
        for (const ms of story.frames) {
          const { sent, answered, lost } = queriesUntil(scenario, story, ms);
          expect(Object.values(answered).reduce((sum, n) => sum + n, lost)).toBe(sent);
          expect(sent).toBe(Math.ceil(ms - 1e-9) + 0); // one client, a query each ms
          expect(lost).toBeGreaterThanOrEqual(before.lost);
          before = { sent, lost };
        }
      }),
      { numRuns: 12 },
    );
  });

  it("has a frame at every instant of the history, and steps from one to the next and back", () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const state = { ...first, ...options };
        const { history, frames } = scenario.story(state);
        const control = moment(state);
        const passed: number[] = [];
        for (let at = 0; at < control.max;) {
          const next = stopFrom(control, at, "forward");
          passed.push(frames[next]);
          expect(stopFrom(control, next, "back")).toBe(passed.length === 1 ? 0 : frames.indexOf(passed.at(-2)!));
          at = next;
        }
        const instants = [...new Set(history.log.map(({ atMs }) => atMs))];
        expect(passed).toEqual([...instants, frames[frames.length - 1]]);
        expect(momentAt(history, passed[passed.length - 1]).step).toBe(history.log.length);
      }),
      { numRuns: 12 },
    );
  });

  it("says at each frame what becomes of the queries", () => {
    for (let frame = 0; frame <= moment(first).max; frame++) {
      const { summary } = convergence.render(scenario, { ...first, moment: frame }, "c");
      const [{ fate }] = fatesOf(scenario, scenario.story(first), framesOf(first)[frame]);
      expect(summary.includes("Now every query is answered")).toBe(fate.kind === "delivered");
      expect(summary.includes("AS60 loses its queries")).toBe(fate.kind !== "delivered");
    }
  });

  it("draws black holes, messages in flight, and the routers' log", () => {
    const seen = (frame: number) =>
      convergence
        .render(scenario, { ...first, moment: frame }, "c")
        .figures.map(({ html }) => html)
        .join("");
    const { event } = scenario.story(first);
    expect(seen(event)).toContain("Site A loses power");
    const all = framesOf(first).map((_ms, frame) => seen(frame));
    expect(all.some((html) => html.includes("ak-message"))).toBe(true);
    expect(all.filter((html) => html.includes("AS60 has no route")).length).toBeGreaterThan(0);
  });

  it("stays at the end when the story becomes longer or shorter, and never leaves it", () => {
    for (const detection of DETECTIONS)
      for (const mrai of MRAIS) {
        const to = moveTo(convergence, scenario, atEnd(), { detection, mrai });
        expect(to).toEqual(atEnd({ detection, mrai }));
      }
    const far = moveTo(convergence, scenario, first, { happening: "withdraws", moment: moment(first).max });
    expect(Number(far.moment)).toBeLessThanOrEqual(moment(far).max);
  });

  it("begins between the failure and its detection, so that the page without script shows the loss", () => {
    const { summary } = convergence.render(scenario, first, "c");
    expect(summary).toBe(
      "Site A loses power: 0.450 s after. Of 1,450 queries 450 are lost so far. Now AS60 loses its queries (failed site).",
    );
  });

  it.each([
    [{ ...props, topology: compile(topology) }, "topology: expected an AS graph from defineAsGraph"],
    [{ ...props, topology: { ases: [{ asn: 1 }], links: [{ peers: [1, 2] }] } }, "topology: Link AS1 - AS2 (peers)"],
    [{ ...props, topology: undefined }, "topology"],
    [{ ...props, announcements: [] }, "announcements"],
    [{ ...props, announcements: [{ site: "A", origin: 7 }] }, "announcements: Site A: origin AS7"],
    [{ ...props, announcements: [{ site: "LHR", origin: 64500 }] }, 'announcements: site "LHR" has no mark'],
    [{ ...props, clients: [7] }, "clients: unknown AS7"],
    [{ ...props, site: "C" }, "site: unknown site C; sites are A, B"],
    [{ ...props, detection: "by luck" }, "detection"],
    [{ ...props, perSecond: 0 }, "perSecond"],
    [{ ...props, mraiIs: "sometimes" }, "mraiIs"],
    [{ ...props, policies: { ases: { 7: {} } } }, "announcements: policies: unknown AS7"],
  ])("refuses %#: %j", (given, message) => {
    expect(() => renderExplorer("convergence", given)).toThrow(ExplorerError);
    expect(() => renderExplorer("convergence", given)).toThrow(message);
  });
});
