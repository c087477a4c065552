import { describe, expect, it } from "vitest";
import {
  breakProbability,
  cacheMissRatio,
  icmpReachesServer,
  lostWhileUnnoticed,
  perPacketSurvival,
  portSlices,
  stubPenaltyMs,
} from "../../lib/kit/traffic/closed-forms.js";
import { brokenFlows, perPacketFlows, stabilitySurvey } from "../../lib/kit/traffic/montecarlo/flows.js";
import { drainConnections } from "../../lib/kit/traffic/montecarlo/drain.js";
import { monteCarlo } from "../../lib/kit/traffic/montecarlo/trials.js";
import { wilson } from "../../lib/kit/traffic/montecarlo/wilson.js";

const HOUR = 3_600_000;

describe("closed forms", () => {
  it("one change a day cuts 0.069 % of minutes and 4.08 % of hours; ten cut 34.1 % of hours", () => {
    expect(100 * breakProbability({ changesPerDay: 1, durationMs: 60_000 })).toBeCloseTo(0.069, 3);
    expect(100 * breakProbability({ changesPerDay: 1, durationMs: HOUR })).toBeCloseTo(4.08, 2);
    expect(100 * breakProbability({ changesPerDay: 10, durationMs: HOUR })).toBeCloseTo(34.1, 1);
  });
  it("per-packet balancing over two sites lets a quarter of three-packet exchanges through, and 0.2 % of ten", () => {
    expect(perPacketSurvival(2, 1)).toBe(1);
    expect(perPacketSurvival(2, 3)).toBe(0.25);
    expect(perPacketSurvival(2, 10)).toBeCloseTo(0.002, 4);
  });
  it("at one lookup a minute a cache misses half with a TTL of a minute, and 0.035 % with two days", () => {
    expect(cacheMissRatio(1 / 60, 60)).toBe(0.5);
    expect(100 * cacheMissRatio(1 / 60, 172_800)).toBeCloseTo(0.035, 3);
  });
  it("an ICMP error finds one of 16 servers 6.25 % of the time; 31 servers share one address", () => {
    expect(icmpReachesServer(16)).toBe(0.0625);
    expect(portSlices()).toBe(31);
  });
  it("0.5, 0.9, 90, 180 and 240 s of not noticing lose 500, 900, 90k, 180k and 240k of 1000 queries a second", () =>
    expect([500, 900, 90_000, 180_000, 240_000].map((ms) => lostWhileUnnoticed(1000, ms))).toEqual([
      500, 900, 90_000, 180_000, 240_000,
    ]));
  it("a dead first resolver costs 5 s", () => expect(stubPenaltyMs(1)).toBe(5000));
  it("refuse what cannot be, by name", () => {
    expect(() => breakProbability({ changesPerDay: -1, durationMs: 1 })).toThrow(/changesPerDay: invalid value -1/);
    expect(() => perPacketSurvival(0, 1)).toThrow(/sites: invalid value 0/);
  });
});

describe("Monte Carlo", () => {
  const holds = (p: number, { trials, share }: { trials: number; share: number }) =>
    expect(Math.abs(share - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / trials));
  it("agrees with 1 - exp(-lambda d) within three standard errors", () => {
    for (const changesPerDay of [1, 10])
      holds(
        breakProbability({ changesPerDay, durationMs: HOUR }),
        brokenFlows({ flows: 50_000, changesPerDay, duration: { kind: "fixed", ms: HOUR }, seed: 1 }),
      );
  });
  it("agrees with n^(1-k) within three standard errors", () => {
    for (const [sites, packets] of [
      [2, 3],
      [3, 2],
      [2, 10],
    ] as const)
      holds(perPacketSurvival(sites, packets), perPacketFlows({ flows: 50_000, sites, packets, seed: 2 }));
  });
  it("breaks more of a long tail than of its median", () => {
    const options = { flows: 20_000, changesPerDay: 1, seed: 3 };
    const tail = brokenFlows({ ...options, duration: { kind: "log-normal", medianMs: 5000, sigma: 2.5 } });
    expect(tail.low).toBeGreaterThan(breakProbability({ changesPerDay: 1, durationMs: 5000 }));
  });
  it("is the same for the same seed, and reports its progress to the end", () => {
    const seen: number[] = [];
    const run = () =>
      monteCarlo({ trials: 1000, seed: 4, trial: (random) => random() < 0.3, onProgress: (done) => seen.push(done) });
    expect(run()).toEqual(run());
    expect(seen).toHaveLength(200);
    expect(seen.at(-1)).toBe(1000);
  });
  it("finds UDP untouched and TCP broken for the few behind per-packet balancers, as Wei and Heidemann did", () => {
    const shape = { clients: 9000, services: 11, unstable: 0.01, unstableServices: 2, sites: 2, packets: 5 };
    const { udp, tcp, tcpWhereUnstable, unstableClients } = stabilitySurvey({ ...shape, seed: 5 });
    expect(udp.share).toBe(1);
    expect(tcp.share).toBeGreaterThan(0.997);
    expect(tcp.share).toBeLessThan(1);
    expect(tcpWhereUnstable.share).toBeLessThan(0.25);
    expect(Math.abs(unstableClients - 90)).toBeLessThan(3 * Math.sqrt(90));
  });
});

describe("an experiment that cannot be", () => {
  const flows = { flows: 100, seed: 1 };
  const odd = { kind: "log-normal", medianMs: 1000, sigma: NaN } as const;
  const survey = { clients: 1000, services: 11, unstable: 0.01, unstableServices: 2, sites: 2, packets: 5, seed: 5 };
  const hour = { kind: "fixed", ms: HOUR } as const;
  it.each<[string, () => unknown, RegExp]>([
    ["a sigma of NaN", () => brokenFlows({ ...flows, changesPerDay: 1, duration: odd }), /sigma must be .*NaN/],
    [
      "changes without end",
      () => brokenFlows({ ...flows, changesPerDay: Infinity, duration: hour }),
      /changesPerDay must be .*Infinity/,
    ],
    ["no packet", () => perPacketFlows({ ...flows, sites: 2, packets: 0 }), /packets: expected an integer .*got 0/],
    [
      "packets without end",
      () => perPacketFlows({ ...flows, sites: 1, packets: 1e12 }),
      /packets: expected an integer .*got 1000000000000/,
    ],
    [
      "a drain of odd durations",
      () => drainConnections({ flows: 9, windowMs: 1, duration: odd, seed: 1 }),
      /sigma must be .*NaN/,
    ],
    [
      "clients without end",
      () => stabilitySurvey({ ...survey, clients: 1e12 }),
      /clients: expected an integer .*got 1000000000000/,
    ],
    ["more than all", () => stabilitySurvey({ ...survey, unstable: 2 }), /unstable must be a share .*got 2/],
    ["nobody to count", () => stabilitySurvey({ ...survey, unstable: 0 }), /No client is behind a per-packet balancer/],
  ])("%s is refused by name", (_, run, message) => expect(run).toThrow(message));
});

describe("Wilson's interval", () => {
  it("has a width at nought and at all, and lies within 0 and 1", () => {
    expect(wilson(0, 100)).toMatchObject({ share: 0, low: 0 });
    expect(wilson(0, 100).high).toBeCloseTo(0.037, 3);
    expect(wilson(100, 100).low).toBeCloseTo(0.963, 3);
  });
  it("is 0.404 to 0.596 for 50 of 100, as printed in textbooks", () => {
    expect(wilson(50, 100).low).toBeCloseTo(0.4038, 4);
    expect(wilson(50, 100).high).toBeCloseTo(0.5962, 4);
  });
  it("refuses more successes than trials", () => expect(() => wilson(2, 1)).toThrow(/2 of 1/));
});

describe("a drain", () => {
  const web = { kind: "log-normal", medianMs: 1000, sigma: 1 } as const;
  it("finds long connections open: of log-normal ones those of the length-biased median, exp(sigma^2) times the median", () => {
    const { durationsMs, remainingMs, brokenAfter } = drainConnections({
      flows: 200_000,
      windowMs: 100_000,
      duration: web,
      seed: 1,
    });
    // Little's law: the mean duration over the window is the part that is open.
    const mean = 1000 * Math.exp(0.5);
    const open = (200_000 * mean) / 100_000;
    expect(Math.abs(remainingMs.length - open)).toBeLessThan(3 * Math.sqrt(open));
    // The mean of what remains: E[d^2] / 2 E[d].
    const remaining = remainingMs.reduce((sum, each) => sum + each, 0) / remainingMs.length;
    expect(remaining / ((1000 ** 2 * Math.exp(2)) / (2 * mean))).toBeCloseTo(1, 1);
    const shorter = durationsMs.filter((each) => each <= 1000).length / durationsMs.length;
    expect(shorter).toBeCloseTo(0.5, 2);
    expect(brokenAfter(1000)).toBeGreaterThan(0.5);
  });
  it("breaks all that is open at once, fewer the longer it waits, and none of a fixed length after that length", () => {
    const { brokenAfter } = drainConnections({
      flows: 5000,
      windowMs: 60_000,
      duration: { kind: "fixed", ms: 10_000 },
      seed: 2,
    });
    expect(brokenAfter(0)).toBe(1);
    expect(brokenAfter(5000)).toBeCloseTo(0.5, 1);
    expect(brokenAfter(10_000)).toBe(0);
  });
  it("is the same under the same seed, and refuses what cannot be", () => {
    const options = { flows: 500, windowMs: 10_000, duration: web, seed: 3 };
    expect(drainConnections(options).remainingMs).toEqual(drainConnections(options).remainingMs);
    expect(() => drainConnections({ ...options, flows: 0 })).toThrow(/flows must be an integer above 0/);
    expect(() => drainConnections({ ...options, windowMs: -1 })).toThrow(
      /windowMs: expected a time of 0 ms or more, got -1/,
    );
    expect(() => drainConnections({ ...options, flows: 1, windowMs: 1e12 })).toThrow(/No connection is open/);
  });
});
