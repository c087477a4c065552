import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  drawnLanes,
  lanesByClient,
  timeAxis,
  type QueryLane,
} from "../../lib/kit/figures/chart/queries/query-lanes.js";
import { FigureError } from "../../lib/kit/figures/core/figure-error.js";
import { lostQueriesFigure } from "../../lib/kit/figures/chart/queries/lost-queries.js";
import { DETECTION, type Detection } from "../../lib/kit/routing/convergence/events.js";
import { siteLosesPower } from "./examples/site-loses-power.js";

const text = { name: "lost", title: "Lost" };
const stream = (detection: Detection, clients = [1]) => siteLosesPower(detection, { clients, toMs: 200_000 });

describe("the timeline of lost queries", () => {
  it("counts 90,000 with a hold timer of 90 s and 900 with BFD, beside their lanes", () => {
    const figure = lostQueriesFigure(
      [
        { name: "hold timer", stream: stream(DETECTION.holdTimer) },
        { name: "BFD", stream: stream(DETECTION.bfd) },
      ],
      { ...text, events: [{ atMs: 10_000, label: "site A loses power" }] },
    );
    expect(figure.html).toContain(">90,000 lost<");
    expect(figure.html).toContain(">900 lost<");
    expect(figure.data.rows.map((row) => row.slice(0, 4))).toEqual([
      ["hold timer", -10, 0, "A"],
      ["hold timer", 0, 90, "lost: failed site"],
      ["hold timer", 90, 190, "B"],
      ["BFD", -10, 0, "A"],
      ["BFD", 0, 0.9, "lost: failed site"],
      ["BFD", 0.9, 190, "B"],
    ]);
  });

  it("gives each client of one stream a lane, and together they are the stream", () => {
    const whole = stream(DETECTION.bfd, [1, 2, 10]);
    const lanes = drawnLanes("all", lanesByClient(whole, { 2: "Far" }), 0);
    expect(lanes.map(({ name }) => name)).toEqual(["AS1", "Far", "AS10"]);
    expect(lanes.reduce((sum, { lost }) => sum + lost, 0)).toBe(whole.lost);
    expect(lanes.reduce((sum, { sent }) => sum + sent, 0)).toBe(whole.sent);
  });

  it("has an axis on which time runs forward, for requests and replies alike", () => {
    const lanes = drawnLanes("both", [{ name: "BFD", stream: stream(DETECTION.bfd) }, { name: "slow", stream: stream(DETECTION.holdTimer) }], 10_000); // prettier-ignore
    for (const kind of ["log", "linear"] as const) {
      const { part, at, domain } = timeAxis(lanes, kind);
      expect([part(domain[0]), part(domain[1])]).toEqual([0, 1]);
      const seconds = fc.double({ min: domain[0], max: domain[1], noNaN: true });
      fc.assert(
        fc.property(seconds, seconds, (a, b) => {
          expect(at(part(a))).toBeCloseTo(a, 6);
          if (b - a > 1e-6) expect(part(b)).toBeGreaterThan(part(a));
        }),
      );
      expect(part(90) - part(0.9)).toBeGreaterThan(kind === "log" ? 0.3 : 0.2);
    }
  });

  it("sums up lane by lane where the stretches are too many to be read", () => {
    const lane = (i: number): QueryLane => ({ name: `client ${i}`, stream: stream(DETECTION.bfd) });
    const { data } = lostQueriesFigure(
      Array.from({ length: 20 }, (_, i) => lane(i)),
      text,
    );
    expect(data.columns).toEqual(["lane", "clients", "queries", "lost", "lost (%)"]);
    expect(data.rows[0]).toEqual(["client 0", 1, 200_000, 900, 0.45]);
  });

  it("is refused without a lane, and for a lane without queries", () => {
    expect(() => lostQueriesFigure([], text)).toThrow(FigureError);
    expect(() => lostQueriesFigure([{ name: "BFD", stream: { intervals: [] } }], text)).toThrow(
      'Timeline lost: lane "BFD" has no queries.',
    );
  });
});
