// Measuring: the median of warm runs, and what a piece of work takes in a process of its own.
import { execFileSync } from "node:child_process";
import { performance } from "node:perf_hooks";

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
const round = (ms) => Math.round(ms * 1000) / 1000;

/** Runs `work(i)` until it is warm, then `runs` times. Times in ms. */
export function measure(name, work, { runs = 30, warmUp = 10, target, ...more } = {}) {
  for (let i = 0; i < warmUp; i++) work(i);
  const times = Float64Array.from({ length: runs }, (_none, i) => {
    const start = performance.now();
    work(warmUp + i);
    return performance.now() - start;
  }).sort();
  return row(name, times, { target, ...more });
}

/**
 * Runs several pieces of work in turn, so that whatever else the machine does hits all of them alike; the first is the floor, and
 * every other row says how many floors it takes. Where a work has `kinds`, run i is of kind i modulo their number, and the row
 * says the median and the floors of each kind.
 */
export function measureTogether(works, { runs = 100, warmUp = 20 } = {}) {
  const times = works.map(() => new Float64Array(runs));
  for (let i = 0; i < warmUp + runs; i++)
    works.forEach(({ work }, w) => {
      const start = performance.now();
      work(i);
      if (i >= warmUp) times[w][i - warmUp] = performance.now() - start;
    });
  const floor = median(times[0]);
  const floors = (ms) => Math.round((100 * ms) / floor) / 100;
  return works.map(({ name, target, targetFloors, kinds }, w) => {
    const byKind = kinds?.map((kind, k) => {
      const ofKind = times[w].filter((_ms, i) => (warmUp + i) % kinds.length === k);
      return {
        ...kind,
        median: round(median(ofKind)),
        min: round(Math.min(...ofKind)),
        floors: floors(median(ofKind)),
      };
    });
    const made = row(name, times[w].sort(), { target, ...(targetFloors && { targetFloors }) });
    return { ...made, ...(w > 0 && { floors: floors(made.median) }), ...(byKind && { byKind }) };
  });
}

const median = (times) => at(times.slice().sort(), 0.5);

export function row(name, sorted, { target, ...more } = {}) {
  return {
    name,
    unit: "ms",
    median: round(at(sorted, 0.5)),
    min: round(sorted[0]),
    p90: round(at(sorted, 0.9)),
    runs: sorted.length,
    ...(target && { target }),
    ...more,
  };
}

/**
 * Runs a module in fresh processes. It gets the arguments, and prints JSON with `ms`, and `cpuMs` of all its threads; the highest
 * memory any of them took is added.
 */
export function measureProcesses(name, module, args, { runs = 5, target, targetMB } = {}) {
  const results = Array.from({ length: runs }, () =>
    JSON.parse(execFileSync(process.execPath, [module, ...args], { encoding: "utf8" })),
  );
  const peakMB = Math.round(Math.max(...results.map(({ peakMB: each }) => each)));
  return row(name, Float64Array.from(results, ({ ms }) => ms).sort(), {
    target,
    cpuMedian: round(median(Float64Array.from(results, ({ cpuMs }) => cpuMs))),
    peakMB,
    ...(targetMB && { targetMB }),
  });
}
