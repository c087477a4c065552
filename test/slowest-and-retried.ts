// A reporter of vitest: after a run, the tests that passed only at a further try, so that they are mended, and the test files that
// took longest, with their hooks, so that `npm test` stays short.
import type { Reporter, TestCase, TestModule } from "vitest/node";

/** As many files are named. */
const named = 25;

export default class SlowestAndRetried implements Reporter {
  private readonly seconds = new Map<string, number>();
  private readonly retried: string[] = [];

  onTestCaseResult(test: TestCase): void {
    const { flaky, retryCount } = test.diagnostic() ?? {};
    if (flaky) this.retried.push(`${test.module.relativeModuleId} > ${test.fullName} (try ${retryCount! + 1})`);
  }

  onTestModuleEnd(module: TestModule): void {
    const { duration, collectDuration, setupDuration, prepareDuration } = module.diagnostic();
    this.seconds.set(module.relativeModuleId, (duration + collectDuration + setupDuration + prepareDuration) / 1000);
  }

  onTestRunEnd(): void {
    const lines = this.retried.map((test) => `  ${test}\n`).join("");
    if (lines) console.log(`\nPassed at a further try; find out why:\n${lines}`);
    if (this.seconds.size <= named) return; // who runs one file sees its tests
    const sorted = [...this.seconds].sort(([, a], [, b]) => b - a).slice(0, named);
    const files = sorted.map(([file, seconds]) => `${seconds.toFixed(1).padStart(8)} s  ${file}`);
    console.log(`\nThe ${named} slowest test files, hooks and imports included:\n${files.join("\n")}`);
  }
}
