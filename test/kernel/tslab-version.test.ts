import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { knownTslab, loadTslab } from "../../lib/course/kernel/compile/tslab.js";

describe("the launcher's hold on tslab's inside", () => {
  const folder = mkdtempSync(join(tmpdir(), "anycast-tslab-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A folder with a package that calls itself tslab. */
  function tslabOf(version: string, files: Readonly<Record<string, string>> = {}): string {
    const home = mkdtempSync(join(folder, "home-"));
    const packages = join(home, "node_modules");
    const contents: Record<string, string> = {
      "tslab/package.json": JSON.stringify({ name: "tslab", version }),
      "@tslab/typescript-for-tslab/index.js": "exports.version = '5.0.4';",
      ...files,
    };
    for (const [path, text] of Object.entries(contents)) {
      mkdirSync(join(packages, path, ".."), { recursive: true });
      writeFileSync(join(packages, path), text);
    }
    return join(home, "launcher.js");
  }
  const load = (from: string) => () => loadTslab(() => ({}), from);

  it("says so where tslab is missing or of another version", () => {
    expect(load(join(parse(folder).root, "launcher.js"))).toThrow(/needs tslab, which is not installed.*npm install/);
    expect(load(tslabOf("1.0.23"))).toThrow(new RegExp(`written for tslab ${knownTslab}, but found 1.0.23 in .*tslab`));
  });

  it("names each function that it needs and does not find", () => {
    const from = tslabOf(knownTslab, {
      "tslab/dist/converter.js": "exports.createConverter = () => {};",
      "tslab/dist/executor.js": "",
      "tslab/dist/jupyter.js": "exports.JupyterHandlerImpl = class { handleInspect() {} };",
    });
    expect(load(from)).toThrow(
      /has no createExecutor, JupyterHandlerImpl\.handleExecuteImpl, JupyterHandlerImpl\.handleComplete, JupyterHandlerImpl\.handleIsComplete/,
    );
  });
});
