// The files for Binder: repo2docker's own library chooses its build pack and writes the Dockerfile; then the steps that this names run
// here, in a copy of the repository and a Python environment of its own.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { copyCourse, strangersEnvironment, type CourseCopy } from "../../cli/course/course-copy.js";
import { runCells } from "../../kernel/speak.js";
import { needs, repository } from "../../needs.js";

const { describe, it } = needs("python3");
const folder = mkdtempSync(join(tmpdir(), "anycast-binder-"));
const python = join(folder, "repo2docker", "bin", "python");

const render = `
import json, logging, os, sys
os.chdir(sys.argv[1])
from repo2docker.app import Repo2Docker
app = Repo2Docker()
picked = next(pack for pack in (kind(base_image=app.base_image) for kind in app.buildpacks) if pack.detect())
picked.platform = "linux/amd64"
print(json.dumps({"pack": type(picked).__name__, "python": picked.python_version, "dockerfile": picked.render(),
  "post": picked.get_post_build_scripts()}))
`;

describe("Binder", { timeout: 600_000 }, () => {
  let copy: CourseCopy;
  afterAll(() => {
    copy?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is a Python image that installs the pinned packages and runs postBuild, by repo2docker itself", () => {
    copy = copyCourse();
    execFileSync("python3", ["-m", "venv", join(folder, "repo2docker")]);
    const requirements = join(repository, "test/classroom/server/requirements-repo2docker.txt");
    execFileSync(python, ["-m", "pip", "install", "--quiet", "--require-hashes", "-r", requirements]);
    const said = execFileSync(python, ["-c", render, copy.folder], { encoding: "utf8" });
    const { pack, python: version, dockerfile, post } = JSON.parse(said) as Record<string, string> & { post: string[] };
    expect([pack, version, post]).toEqual(["PythonBuildPack", "3.12", [".binder/postBuild"]]);
    const at = (text: string) => {
      const place = dockerfile.indexOf(text);
      expect(place, text).toBeGreaterThan(0);
      return place;
    };
    // The whole repository is there before pip runs, because .binder/requirements.txt names the file of the root.
    const [whole, pip, built] = [
      at("COPY --chown=1000:1000 src/ ${REPO_DIR}/"),
      at('pip install --no-cache-dir -r ".binder/requirements.txt"'),
      at("./.binder/postBuild"),
    ];
    expect(whole).toBeLessThan(pip);
    expect(pip).toBeLessThan(built);
  });

  it("builds by these steps, and its kernel runs the library", async () => {
    const environment = join(folder, "notebook");
    execFileSync("python3", ["-m", "venv", environment]);
    const own = strangersEnvironment(copy.home);
    const env = { ...own, NB_PYTHON_PREFIX: environment, PATH: `${join(environment, "bin")}:${own.PATH}` };
    const step = (command: string, words: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(command, words, { cwd: copy.folder, env, encoding: "utf8" });
      expect(status, stdout + stderr).toBe(0);
    };
    step("pip", ["install", "--quiet", "--no-cache-dir", "-r", ".binder/requirements.txt"]);
    expect(statSync(join(copy.folder, ".binder/postBuild")).mode & 0o100).toBe(0o100);
    step("./.binder/postBuild", []);
    const spec = join(environment, "share/jupyter/kernels/tslab/kernel.json");
    expect(readFileSync(spec, "utf8")).toContain(copy.folder);
    expect(existsSync(join(environment, "bin/jupyter-lab"))).toBe(true);
    const [first] = await runCells(
      spec,
      ['import { parsePrefix } from "anycast-kit";\nparsePrefix("10.0.0.0/9").length'],
      { env, cwd: join(copy.folder, "notebooks") },
    );
    expect(first).toEqual({ out: "9\n", error: "" });
  });
});
