// `anycast kernel install` for an account, for a Python environment and for everybody on a machine: Jupyter lists the kernel,
// and it runs a notebook's cells there, in an account that has neither the clone's environment nor the right to write to it.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import { needs, repository, venv } from "../../needs.js";
import { python } from "../session.js";
import { runCells } from "../speak.js";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "anycast-install-")));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As somebody else's shell: nothing of this process but the path. */
const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: join(folder, "home"),
  ...more,
});
const install = (words: readonly string[], env = environment()) =>
  spawnSync(process.execPath, [join(repository, "lib/kit/cli/anycast.mjs"), "kernel", "install", ...words], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
const listed = (env: NodeJS.ProcessEnv, program = python): Record<string, { resource_dir: string }> =>
  (
    JSON.parse(
      execFileSync(program, ["-m", "jupyter_client.kernelspecapp", "list", "--json"], {
        env,
        cwd: folder,
        encoding: "utf8",
      }),
    ) as { kernelspecs: Record<string, { resource_dir: string }> }
  ).kernelspecs;

/** A Python environment with Jupyter and without kernels; the course's own has this one. */
function ownEnvironment(): string {
  const own = join(folder, "env");
  execFileSync(python, ["-m", "venv", "--without-pip", own]);
  const [version] = readdirSync(join(own, "lib"));
  writeFileSync(
    join(own, "lib", version, "site-packages", "jupyter-of-the-course.pth"),
    join(venv, "lib", version, "site-packages") + "\n",
  );
  return own;
}

const cells = [
  'import { parsePrefix } from "anycast-kit";\nparsePrefix("10.0.0.0/9").length',
  'require("node:os").homedir() + " " + process.getuid!()',
];

const jupyter = needs("jupyter");
jupyter.describe("kernel install", { timeout: 240_000 }, () => {
  jupyter.it("--user: Jupyter finds it by the home folder alone", async () => {
    const said = install(["--user"]);
    expect(said.stderr).toBe("");
    const where = join(folder, "home", ".local", "share", "jupyter", "kernels", "tslab");
    expect(said.stdout).toContain(join(where, "kernel.json"));
    expect(listed(environment(), join(ownEnvironment(), "bin", "python")).tslab.resource_dir).toBe(where);
    const [first, second] = await runCells(join(where, "kernel.json"), cells, { env: environment(), cwd: folder });
    expect(first).toEqual({ out: "9\n", error: "" });
    expect(second.out).toContain(join(folder, "home"));
  });

  jupyter.it("--sys-prefix: Jupyter finds it in that environment, and not elsewhere", () => {
    const own = ownEnvironment();
    const said = install(["--sys-prefix", "--name", "anycast-ts"], environment({ VIRTUAL_ENV: own }));
    expect(said.stderr).toBe("");
    expect(said.stdout).toContain("The lessons require the kernel tslab");
    expect(listed(environment(), join(own, "bin", "python"))["anycast-ts"].resource_dir).toBe(
      join(own, "share", "jupyter", "kernels", "anycast-ts"),
    );
    expect(listed(environment())).not.toHaveProperty("anycast-ts");
  });

  jupyter.it("a folder that cannot be written, and a name that Jupyter does not take, are sentences", () => {
    writeFileSync(join(folder, "file"), "");
    const notWritten = install(["--prefix", join(folder, "file")]);
    expect(notWritten.status).not.toBe(0);
    expect(notWritten.stderr).toMatch(/Cannot register the kernel in .*file.*ENOTDIR/);
    for (const name of ["..", "a/b", "a b", ""]) {
      const { status, stderr } = install(["--prefix", folder, "--name", name]);
      expect(status, name).not.toBe(0);
      expect(stderr).toContain(name === "" ? "--name: empty value." : "--name must be letters");
    }
    expect(readdirSync(folder)).toEqual(["file"]);
  });
});

const root = needs("root");
root.describe("kernel install --prefix, for another account", { timeout: 240_000 }, () => {
  root.it("an account of its own runs cells with the library, and cannot change the course", async () => {
    const said = install(["--prefix", join(folder, "opt")]);
    expect(said.stderr).toBe("");
    const account = `anycast${process.pid}`;
    const home = join(folder, "home");
    execFileSync("useradd", ["--create-home", "--home-dir", home, account]);
    try {
      const id = (flag: string) => Number(execFileSync("id", [flag, account], { encoding: "utf8" }));
      const work = join(home, "work");
      mkdirSync(work);
      execFileSync("chown", [account, work]);
      const file = join(folder, "opt", "share", "jupyter", "kernels", "tslab", "kernel.json");
      const results = await runCells(
        file,
        [
          ...cells,
          'import { writeFileSync } from "node:fs";\nwriteFileSync("mine.ts", "export const bits: number = 5;");',
          'import { bits } from "./mine";\nbits',
          `writeFileSync(${JSON.stringify(join(repository, "lib", "not-mine"))}, "x")`,
        ],
        { uid: id("-u"), gid: id("-g"), env: environment({ USER: account }), cwd: work },
      );
      expect(results.map(({ out }) => out)).toEqual(["9\n", `${home} ${id("-u")}\n`, "", "5\n", ""]);
      expect(results.map(({ error }) => error.split(":")[0])).toEqual(["", "", "", "", "EACCES"]);
      const running = () => spawnSync("pgrep", ["-u", String(id("-u"))], { encoding: "utf8" }).stdout;
      await expect.poll(running, { timeout: 10_000 }).toBe("");
    } finally {
      execFileSync("userdel", ["--force", account]);
    }
  });
});
