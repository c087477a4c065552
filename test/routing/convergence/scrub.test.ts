import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { badGadget, clique } from "../../../lib/kit/routing/convergence/gadgets.js";
import { converge } from "../../../lib/kit/routing/convergence/converge.js";
import {
  describeEntry,
  entriesBetween,
  forwardingAt,
  heardAt,
  inFlightAt,
  momentAfter,
  momentAt,
  stepBack,
  stepForward,
} from "../../../lib/kit/routing/convergence/replay/scrub.js";
import { fatesAt, walkAt } from "../../../lib/kit/routing/convergence/replay/walk-at.js";
import type { History } from "../../../lib/kit/routing/convergence/replay/history.js";
import { randomDeployment } from "./random-deployment.js";

const hunting = converge({ ...clique(5), timing: { mrai: { withdrawals: true }, linkDelayMs: [5, 50] } });

/** The forwarding state, by going through the log from the beginning: the slow way. */
function replayed(history: History, step: number): (string | undefined)[] {
  const paths = history.best.map(({ values }) => values[0]?.path.join(" "));
  for (const entry of history.log.slice(0, step))
    if (entry.kind === "best") paths[entry.speaker] = entry.route?.path.join(" ");
  return history.wiring.speakers.filter(({ router }) => router >= 0).map(({ number }) => paths[number]);
}

describe("scrubbing a history", () => {
  it("shows at any moment what replaying the log up to it gives, whatever was looked at before", () => {
    fc.assert(
      fc.property(randomDeployment({ largest: 12 }), fc.array(fc.nat(), { maxLength: 20 }), (deployment, looks) => {
        const history = converge({ ...deployment, events: [{ kind: "withdraw", at: 50_000, site: "A" }] });
        for (const look of looks) {
          const moment = momentAfter(history, look % (history.log.length + 1));
          expect(forwardingAt(history, moment).map(({ path }) => path?.join(" "))).toEqual(
            replayed(history, moment.step),
          );
        }
      }),
    );
  });
  it("steps back to where it stepped forward from", () => {
    let moment = momentAfter(hunting, 0);
    for (let i = 0; i < hunting.log.length; i++) {
      const next = stepForward(hunting, moment);
      expect(next.step).toBe(moment.step + 1);
      expect(stepBack(hunting, next)).toEqual(moment);
      moment = next;
    }
    expect(stepForward(hunting, moment)).toEqual(moment);
    expect(stepBack(hunting, momentAfter(hunting, 0))).toEqual({ step: 0, atMs: 0 });
  });
  it("finds by time the moment after everything that had happened by then", () => {
    for (const { atMs } of hunting.log) {
      const { step } = momentAt(hunting, atMs);
      expect(hunting.log[step - 1].atMs).toBeLessThanOrEqual(atMs);
      if (step < hunting.log.length) expect(hunting.log[step].atMs).toBeGreaterThan(atMs);
    }
  });
  it("cuts the log into stretches that join without gap or overlap", () => {
    const end = hunting.log[hunting.log.length - 1].atMs;
    const pieces = [0, 1, 2, 3, 4].map((i) =>
      entriesBetween(hunting, i === 0 ? -1 : (end * i) / 5, (end * (i + 1)) / 5),
    );
    expect(pieces.flat()).toEqual(hunting.log);
  });
  it("has the messages in flight: each from its sending to its arrival", () => {
    hunting.log.forEach((entry, step) => {
      if (!("sentMs" in entry)) return;
      expect(inFlightAt(hunting, momentAfter(hunting, step))).toContain(entry);
      expect(inFlightAt(hunting, momentAfter(hunting, step + 1))).not.toContain(entry);
      if (entry.sentStep > 0)
        expect(inFlightAt(hunting, momentAfter(hunting, entry.sentStep - 1))).not.toContain(entry);
    });
  });
  it.each(["empty", "settled"] as const)(
    "knows each Adj-RIB-In: the route in use is among what was heard (%s)",
    (start) => {
      const history = converge({ ...clique(5), start, events: [{ kind: "link-down", at: 50_000, ends: [1, 6] }] });
      for (const atMs of new Set([0, ...history.log.map((entry) => entry.atMs)]))
        forwardingAt(history, momentAt(history, atMs)).forEach(({ path, nextHop }, speaker) => {
          if (nextHop?.kind !== "as") return;
          const heard = [...heardAt(history, speaker, momentAt(history, atMs)).values()];
          expect(heard.map((route) => route.path)).toContainEqual(path);
        });
    },
  );
  it("gives every router the same fate at once as packet by packet", () => {
    for (let step = 0; step <= hunting.log.length; step++) {
      const moment = momentAfter(hunting, step);
      const fates = fatesAt(hunting, moment);
      for (const { number, asn, router } of hunting.wiring.speakers)
        if (router >= 0) expect(fates[number]).toEqual(walkAt({ history: hunting, from: asn, at: moment }).fate);
    }
  });
  it("says every entry in words", () => {
    const lines = hunting.log.map((entry) => describeEntry(hunting, entry));
    expect(lines.slice(0, 4)).toEqual([
      "Site A withdraws",
      "AS6 has no route",
      "AS1 receives a withdrawal from site A",
      "AS1 has no route",
    ]);
    for (const line of lines) expect(line).not.toMatch(/undefined|NaN/);
  });
  it("works on a run that never ends, too", () => {
    const history = converge({ ...badGadget(), timing: { mrai: false } });
    expect(forwardingAt(history, momentAt(history, 1e9)).length).toBe(4);
  });
});

describe("the same seed", () => {
  it("gives the same history, entry by entry", () => {
    fc.assert(
      fc.property(
        randomDeployment({ largest: 10 }),
        fc.nat(),
        fc.constantFrom("time", "random"),
        (deployment, seed, kind) => {
          const run = () => converge({ ...deployment, seed, order: { kind }, timing: { linkDelayMs: [1, 99] } }).log;
          expect(run()).toEqual(run());
        },
      ),
      { numRuns: 30 },
    );
  });
});
