// `npm start` from a bare copy under an empty home, through everything that can go wrong. One copy, as one story:
// installing takes a minute, so each chapter goes on where the last one ended. What installs or publishes once more: start.long.test.ts.
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, describe, expect } from "vitest";
import { besideOthers } from "../../beside-others.js";
import { needs, venv } from "../../needs.js";
import {
  copyCourse,
  endAll,
  lessonFiles,
  pagesOf,
  run,
  silentServer,
  strangersEnvironment,
  withoutPython,
  type Run,
} from "./course-copy.js";

const python = needs("jupyter"); // where there is none, there was no Python to make it from
const it = python.it;
const lesson = "1-shared-ip.ipynb";
/** Two lessons are enough here; the others' pages have tests of their own. */
const published = ["1-shared-ip.ipynb", "3-udp-success.ipynb"];
describe("npm start", { timeout: 400_000 }, () => {
  const course = copyCourse();
  const at = (...parts: string[]) => join(course.folder, ...parts);
  const env = strangersEnvironment(course.home);
  const npmStart = (args: readonly string[] = [], more: NodeJS.ProcessEnv = {}) =>
    run("npm", ["start", "--", "--no-browser", ...args], { cwd: course.folder, env: { ...env, ...more } });
  const opened = async (start: Run) => (await start.says(/http:\/\/\S+token=\w+/))[0];
  const stopped = async (start: Run) => {
    start.child.kill("SIGINT");
    return start.ended;
  };
  /** Waits for the end of a start that must fail, and gives what it said. */
  const refused = async (start: Run) => {
    const code = await start.ended;
    expect(code, start.output()).not.toBe(0);
    expect(code, "it ended by itself").not.toBeNull();
    return start.output();
  };
  afterEach(endAll);
  afterAll(course.remove);

  it("without npm packages, the doctor says so on Node alone, and the anycast command says what to run", async () => {
    const doctor = run("npm", ["run", "doctor"], { cwd: course.folder, env });
    expect(await doctor.ended).toBe(1);
    expect(doctor.output()).toContain("✔ Node");
    expect(doctor.output()).toContain("✖ The npm packages are not installed");
    expect(doctor.output()).toContain("npm start");
    expect(existsSync(at("node_modules"))).toBe(false);

    const anycast = run(process.execPath, ["lib/kit/cli/anycast.mjs", "doctor"], { cwd: course.folder, env });
    expect(await anycast.ended).toBe(1);
    expect(anycast.output()).toContain("npm start");
  });

  it("reports an npm registry that does not answer within 30 s, with the remedy", async () => {
    const { url, server } = await silentServer();
    const start = npmStart([], { npm_config_registry: url });
    const output = await Promise.race([refused(start), pause(besideOthers(30_000), "", { ref: false })]);
    server.close();
    expect(output).toContain(`The npm registry ${url} does not answer`);
    expect(output).toContain("npm_config_registry=");
  });

  it("goes on cleanly after having been killed at any step", { timeout: 1_200_000 }, async () => {
    for (const name of ["node_modules", ".venv"]) rmSync(at(name), { recursive: true, force: true });
    const first = npmStart();
    await first.says(/Install the npm packages/);
    await pause(3000);
    first.cutOff();
    await first.ended;

    expect(existsSync(at(".venv")), "killed while it was being made").toBe(true);

    const second = npmStart();
    await second.says(/✔ Install the npm packages/);
    await second.says(/Build the library/);
    await pause(3000);
    second.cutOff();
    await second.ended;

    const third = npmStart();
    await third.says(/✔ Build the library/);
    await third.says(/✔ Make the Python environment \.venv/);
    const address = new URL(await opened(third));
    expect(third.output()).not.toContain("Install the npm packages");
    for (const name of ["vitest", "eslint", "typedoc"])
      expect(existsSync(at("node_modules", name)), `a learner does not need ${name}`).toBe(false);
    expect(address.pathname).toBe(`/lab/tree/${lesson}`);

    const api = async (path: string) =>
      (await fetch(`${address.origin}/api/${path}${address.search}`)).json() as Promise<Record<string, unknown>>;
    expect(await api("kernelspecs")).toHaveProperty("kernelspecs.tslab.spec.display_name", "TypeScript");
    expect(await api(`contents/${lesson}`)).toHaveProperty("type", "notebook");
    expect(await stopped(third)).toBe(130);
    await expect(fetch(address.origin)).rejects.toThrow();
    expect(readdirSync(at("workspace")).sort()).toEqual(lessonFiles);
  });

  it("does no work twice, and keeps the learner's copy", async () => {
    const mine = readFileSync(at("workspace", lesson), "utf8") + "\n";
    writeFileSync(at("workspace", lesson), mine);
    const began = Date.now();
    const start = npmStart();
    await start.says(/yours are kept/);
    console.log(`second start: ${((Date.now() - began) / 1000).toFixed(1)} s until Jupyter starts`);
    await opened(start);
    expect(start.output()).not.toMatch(/Install|Build/);
    expect(start.output()).toMatch(/Make the Python environment \.venv: it is there/);
    expect(await stopped(start)).toBe(130);
    expect(readFileSync(at("workspace", lesson), "utf8")).toBe(mine);
  });

  it("with --fresh 1 moves the old copy aside before it makes a new one", async () => {
    const mine = readFileSync(at("workspace", lesson), "utf8");
    const start = npmStart(["--fresh", "1"]);
    const [, old] = await start.says(/Your old copy is (workspace\/old\/1-shared-ip\.\S+\.ipynb)/);
    await opened(start);
    expect(await stopped(start)).toBe(130);
    expect(readFileSync(at(old), "utf8")).toBe(mine);
    expect(readFileSync(at("workspace", lesson), "utf8")).not.toBe(mine);
    expect(readFileSync(at("workspace", lesson), "utf8")).not.toContain("BEGIN SOLUTION");

    expect(await refused(npmStart(["--fresh", "9"]))).toMatch(/Unknown lesson "9"[^]*1-shared-ip/);
  });

  it("says that a port is in use, and that another address has been asked for in vain", async () => {
    const { server, port } = await silentServer();
    expect(await refused(npmStart(["--ip", "127.0.0.1", "--port", String(port)]))).toContain(`Port ${port} is in use`);
    server.close();
    expect(await refused(npmStart(["--port", "eighty"]))).toContain("The port must be a number from 1 to 65535");
  });

  it("names a lesson that is not a notebook, and leaves nothing half-made in workspace", async () => {
    const bad = at("notebooks", "9-broken.ipynb");
    writeFileSync(bad, '{"nbformat": 4, "cells": [');
    const output = await refused(npmStart());
    rmSync(bad);
    expect(output).toContain("notebooks/9-broken.ipynb: invalid JSON");
    expect(readdirSync(at("workspace")).sort()).toEqual([...lessonFiles, "old"]);
  });

  it("the doctor finds all well, then a kernel that is missing", async () => {
    const doctor = () => run("npm", ["run", "doctor"], { cwd: course.folder, env });
    const well = doctor();
    expect(await well.ended, well.output()).toBe(0);
    expect(well.output()).toContain("✔ Test cell: ran, and the library answered");

    const kernel = at(".venv", "share", "jupyter", "kernels", "tslab");
    rmSync(kernel, { recursive: true });
    const ill = doctor();
    expect(await ill.ended).toBe(1);
    expect(ill.output()).toMatch(/✖ Kernel: The kernel tslab is not registered[^]*npm start registers it/);

    const publish = run("npx", ["anycast", "publish", `notebooks/${lesson}`, "--out", "pages"], {
      cwd: course.folder,
      env,
    });
    expect(await publish.ended).not.toBe(0);
    expect(publish.output()).toMatch(/kernel does not start[^]*doctor/);
    expect(existsSync(at("pages"))).toBe(false);
  });

  it("npm run lessons executes the notebooks and writes their pages", async () => {
    for (const name of lessonFiles) if (!published.includes(name)) rmSync(at("notebooks", name));
    const lessons = run("npm", ["run", "lessons"], { cwd: course.folder, env });
    expect(await lessons.ended, lessons.output()).toBe(0);
    expect(readdirSync(at("dist", "lessons")).sort()).toEqual(pagesOf(published));
    expect(readFileSync(at("dist", "lessons", "1-shared-ip.html"), "utf8")).toMatch(/<figure[^>]*ak-figure/);
    rmSync(at("dist"), { recursive: true });
  });

  describe("without .venv", () => {
    it("reports a package index that does not answer within 30 s, with the remedy", async () => {
      rmSync(at(".venv"), { recursive: true, force: true });
      const { url, server } = await silentServer();
      const start = npmStart([], { PIP_INDEX_URL: `${url}simple`, PIP_FIND_LINKS: "", PIP_NO_CACHE_DIR: "1" });
      const output = await Promise.race([refused(start), pause(besideOthers(30_000), "", { ref: false })]);
      server.close();
      expect(output).toContain(`The Python package index ${url}simple does not answer`);
      expect(output).toContain("npm start -- --jupyter PATH");
    });

    it("uses an installed JupyterLab with --jupyter PATH, and changes nothing in it", async () => {
      rmSync(at(".venv"), { recursive: true, force: true });
      const start = npmStart(["--jupyter", venv]);
      const address = new URL(await opened(start));
      const specs = await (await fetch(`${address.origin}/api/kernelspecs${address.search}`)).text();
      expect(specs).toContain('"tslab"');
      expect(await stopped(start)).toBe(130);
      // Nothing of this course is written there; other tests may be at work in that environment meanwhile.
      const traces = ["-rl", course.folder, join(venv, "share", "jupyter"), join(venv, "etc")];
      expect(() => execFileSync("grep", traces), "grep fails where it finds nothing").toThrow();
      expect(existsSync(at(".venv"))).toBe(false);
      expect(existsSync(at(".cache", "jupyter", "share", "jupyter", "kernels", "tslab", "kernel.json"))).toBe(true);

      expect(await refused(npmStart(["--jupyter", at("nowhere")]))).toMatch(
        /--jupyter \S+nowhere: Jupyter not found\./,
      );
      expect(await refused(npmStart(["--jupyter", "/usr/bin/env"]))).toMatch(
        /--jupyter \/usr\/bin\/env: Jupyter not found\./,
      );
    });

    it("says in one sentence what to install where there is no Python", async () => {
      const output = await refused(npmStart([], { PATH: withoutPython(course) }));
      expect(output).toMatch(/JupyterLab needs Python 3\.10 or newer, and no Python was found\./);
      expect(output).toContain("apt install python3 python3-venv");
    });
  });

  it("says that a folder cannot be written to", async () => {
    // root may write anywhere, so that it is somebody else here who runs the command
    const root = process.getuid?.() === 0;
    chmodSync(join(course.folder, ".."), 0o755);
    if (!root) chmodSync(course.folder, 0o555);
    const args = ["--reuid", "65534", "--regid", "65534", "--clear-groups", process.execPath];
    const start = run(
      root ? "setpriv" : process.execPath,
      [...(root ? args : []), "lib/course/cli/bootstrap.mjs", "start"],
      {
        cwd: course.folder,
        env,
      },
    );
    const output = await refused(start);
    chmodSync(course.folder, 0o755);
    expect(output).toMatch(/The folder \S+ is not writable\./);
  });
});
