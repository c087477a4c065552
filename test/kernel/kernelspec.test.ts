import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findKernel, installKernel, launcherPath } from "../../lib/course/kernel/kernelspec.js";

let prefix: string;
beforeEach(() => {
  prefix = mkdtempSync(join(tmpdir(), "anycast-kernelspec-"));
});
afterEach(() => rmSync(prefix, { recursive: true, force: true }));

const spec = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown> & { argv: string[] };

describe("registering the kernel", () => {
  it("writes what Jupyter needs, with absolute paths, and leaves nothing else in the folder", async () => {
    const file = await installKernel({ prefix });
    expect(file).toBe(join(prefix, "share", "jupyter", "kernels", "tslab", "kernel.json"));
    const { argv, ...rest } = spec(file);
    expect(rest).toEqual({ display_name: "TypeScript", language: "typescript", interrupt_mode: "signal" });
    expect(argv[0]).toBe(process.execPath);
    expect(argv.slice(-3)).toEqual([launcherPath, "--config-path", "{connection_file}"]);
    expect(isAbsolute(launcherPath)).toBe(true);
    expect(readdirSync(dirname(file))).toEqual(["kernel.json"]);
    expect(await findKernel({ prefix })).toEqual({ file, argv, problems: [] });
  });

  it("a second registration replaces the first as a whole", async () => {
    const file = await installKernel({ prefix });
    writeFileSync(file, "{ half");
    expect((await findKernel({ prefix }))!.problems).toHaveLength(1);
    await installKernel({ prefix });
    expect((await findKernel({ prefix }))!.problems).toEqual([]);
  });

  it("finds none if there is none, and describes the faults of one that cannot work", async () => {
    expect(await findKernel({ prefix })).toBeNull();
    const file = await installKernel({ prefix });
    const { argv, ...rest } = spec(file);
    const problemsOf = async (changed: unknown) => {
      writeFileSync(file, JSON.stringify({ ...rest, argv: changed }));
      return (await findKernel({ prefix }))!.problems.join("\n");
    };
    expect(await problemsOf(["/gone/node", ...argv.slice(1)])).toContain("starts /gone/node, which does not exist");
    expect(await problemsOf([argv[0], "/gone/launcher.js"])).toContain("runs /gone/launcher.js, which does not exist");
    expect(await problemsOf([argv[0], file])).toContain("not this course's");
    expect(await problemsOf("node launcher.js")).toContain('"argv" must be a list of strings');
    expect(await problemsOf([])).toContain('"argv" must be a list of strings');
  });

  it("a launcher that is not built, and a folder that cannot be written, are clear errors and leave no file", async () => {
    await expect(installKernel({ prefix, launcher: join(prefix, "launcher.js") })).rejects.toThrow(
      /not built.*npm run build/,
    );
    expect(readdirSync(prefix)).toEqual([]);
    const file = join(prefix, "file");
    writeFileSync(file, "");
    await expect(installKernel({ prefix: file })).rejects.toThrow(/Cannot register the kernel in .*ENOTDIR/);
    chmodSync(file, 0o400);
    expect(statSync(file).size).toBe(0);
  });
});
