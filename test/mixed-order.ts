// The order of test files: kernels, routers and servers, which wait, run beside browsers, which compute, so that no core is idle; the
// longest files start first. Files of `commands` and `unit` stay together at the end: they share a worker.
import { BaseSequencer, type TestSpecification } from "vitest/node";

export default class MixedOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byProject = new Map<string, TestSpecification[]>();
    for (const file of await super.sort(files)) {
      const name = file.project.name;
      byProject.set(name, [...(byProject.get(name) ?? []), file]);
    }
    const together = ["commands", "unit"].flatMap((name) => byProject.get(name) ?? []);
    byProject.delete("commands");
    byProject.delete("unit");
    const placed = [...byProject.values()].flatMap((list) =>
      list.map((file, i) => ({ file, place: (i + 0.5) / list.length })),
    );
    return [...placed.sort((a, b) => a.place - b.place).map(({ file }) => file), ...together];
  }
}
