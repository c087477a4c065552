// A reporter of vitest: after a run, the test files that took longest, with their hooks, so that `npm test` stays short.
import type { Reporter, TestModule } from "vitest/node";

/** As many files are named. */
const named = 25;

export default class SlowestFiles implements Reporter {
  private readonly seconds = new Map<string, number>();

  onTestModuleEnd(module: TestModule): void {
    const { duration, collectDuration, setupDuration, prepareDuration } = module.diagnostic();
    this.seconds.set(module.relativeModuleId, (duration + collectDuration + setupDuration + prepareDuration) / 1000);
  }

  onTestRunEnd(): void {
    if (this.seconds.size <= named) return; // who runs one file sees its tests
    const sorted = [...this.seconds].sort(([, a], [, b]) => b - a).slice(0, named);
    const lines = sorted.map(([file, seconds]) => `${seconds.toFixed(1).padStart(8)} s  ${file}`);
    console.log(`\nThe ${named} slowest test files, hooks and imports included:\n${lines.join("\n")}`);
  }
}
