import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { converge } from "../../../lib/kit/routing/convergence/converge.js";
import { dueQueue, type Due } from "../../../lib/kit/routing/convergence/due-queue.js";
import type { History } from "../../../lib/kit/routing/convergence/replay/history.js";
import { describeEntry } from "../../../lib/kit/routing/convergence/replay/scrub.js";
import { randomDeployment } from "./random-deployment.js";

const inWords = (history: History) => history.log.map((entry) => `${entry.atMs} ${describeEntry(history, entry)}`);

describe("the wiring between ASes, which runs on one topology share", () => {
  it("is not changed by a run: sites, delays and the insides of ASes are those of the run", () => {
    const choice = fc.constantFrom("router", "lowest-asn", "all");
    const deployments = randomDeployment({ placed: true, largest: 12 });
    fc.assert(
      fc.property(deployments, choice, choice, fc.nat(99), (deployment, tieBreak, otherTieBreak, seed) => {
        const timing = { linkDelayMs: [5, 40] } as const;
        const run = (more: object, topology = deployment.topology) =>
          converge({ ...deployment, topology, timing, tieBreak, seed, ...more });
        const alone = inWords(run({}, { ...deployment.topology }));
        run({ tieBreak: otherTieBreak, seed: seed + 1, announcements: deployment.announcements.slice(0, 1) });
        expect(inWords(run({}))).toEqual(alone);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the queue of what is due", () => {
  it("gives the earliest first, and the one planned first of several due at one time, whatever is pushed in between", () => {
    const step = fc.oneof(fc.constant("pop" as const), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const queue = dueQueue();
        const model: Due[] = [];
        steps.forEach((each, seq) => {
          if (each === "pop") {
            model.sort((a, b) => a.atMs - b.atMs || a.seq - b.seq);
            expect(queue.firstMs()).toBe(model[0]?.atMs ?? Infinity);
            expect(queue.pop()).toEqual(model.shift());
          } else {
            const timer = seq % 5 === 0 ? { label: `timer ${seq}`, run: () => undefined } : undefined;
            const channel = timer ? -1 : 7 * seq;
            const item = { atMs: each / 2, seq, channel, isMrai: !timer && seq % 2 === 0, life: seq % 3, timer };
            queue.push(item);
            model.push(item);
          }
          expect(queue.size()).toBe(model.length);
          const bySeq = (items: Due[]) => items.sort((a, b) => a.seq - b.seq);
          expect(bySeq(queue.items())).toEqual(bySeq([...model]));
        });
      }),
    );
  });
});
