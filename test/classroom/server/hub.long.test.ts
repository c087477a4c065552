// A class on a shared server as lib/docs/server.md describes it: real JupyterHub with PAM, students who cannot read the clone, and
// nbgrader's exchange. Ada fetches and submits; Mallory hands in what is not hers; the teacher collects, grades and gives back.
import { execFileSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect } from "vitest";
import { csvParse } from "d3-dsv";
import getPort from "get-port";
import { needs, repository } from "../../needs.js";
import { lessons } from "../../notebooks/lessons.js";
import { makeAccounts, must, type Accounts } from "./accounts.js";
import { sixStudents } from "../class/six-students.js";

const { describe, it } = needs("root", "bwrap");
const [{ name: lesson, notebook: source }] = lessons;
const perfect = sixStudents(source, lesson).find(({ student }) => student === "perfect")!;

/** A Python that other accounts can run, with venv. */
const systemPython = "/usr/bin/python3";

describe("a class on JupyterHub", { timeout: 900_000 }, () => {
  let accounts: Accounts;
  let hub: ChildProcess;
  let address: string;
  const password = randomBytes(12).toString("hex");
  const at = (...parts: string[]) => join(accounts.base, ...parts);

  /** The teacher's own copy of the course; the folder above it is closed to students. */
  const teach = (...words: string[]) =>
    accounts.run("teacher", [process.execPath, at("staff", "course", "lib/kit/cli/anycast.mjs"), "class", ...words], {
      env: { ANYCAST_CLASS: join(accounts.home("teacher"), "ip"), ANYCAST_JUPYTER: at("jupyter") },
    });

  const browse = (student: string, ...steps: readonly object[]): unknown[] =>
    JSON.parse(
      must(
        accounts.run(
          "root",
          [at("jupyter/bin/python"), at("hub_browser.py"), address, accounts.name(student), password],
          { input: JSON.stringify(steps) },
        ),
      ),
    ) as unknown[];

  beforeAll(async () => {
    accounts = await makeAccounts({
      names: ["teacher", "ada", "mallory"],
      alsoAt: { [repository]: "staff/course" },
      covered: [repository],
    });
    execFileSync("chgrp", [accounts.name("teacher"), at("staff")]);
    chmodSync(at("staff"), 0o750);
    const run = (command: string, words: readonly string[], cwd = repository) =>
      execFileSync(command, words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    run(process.execPath, ["lib/kit/cli/anycast.mjs", "class", "student-kit", at("kit"), "--no-pages"]);
    run(systemPython, ["-m", "venv", at("jupyter")]);
    run("bash", [at("kit/lib/docs/server/install.sh"), at("jupyter"), at("exchange")]);
    const both = ["-r", "requirements.txt", "-r", "lib/docs/server/requirements-hub.txt"];
    run(at("jupyter/bin/python"), ["-m", "pip", "install", "--quiet", "--require-hashes", ...both], at("kit"));
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], at("kit/lib/docs/server"));
    copyFileSync(join(import.meta.dirname, "hub_browser.py"), at("hub_browser.py"));
    const logins = ["ada", "mallory", "teacher"].map((who) => `${accounts.name(who)}:${password}`).join("\n");
    execFileSync("chpasswd", { input: `${logins}\n` });
    await startHub();
  }, 900_000);
  afterAll(async () => {
    hub?.kill("SIGTERM");
    if (hub)
      await Promise.race([new Promise((done) => hub.once("close", done)), pause(20_000, undefined, { ref: false })]);
    await accounts?.remove();
  });

  async function startHub(): Promise<void> {
    const [port, hubPort, api] = [await getPort(), await getPort(), await getPort()];
    address = `http://127.0.0.1:${port}`;
    const proxy = [
      process.execPath,
      at("kit/lib/docs/server/node_modules/configurable-http-proxy/bin/configurable-http-proxy"),
    ];
    const config = [
      `load_subconfig(${JSON.stringify(at("kit/lib/docs/server/jupyterhub_config.py"))})`,
      `c.JupyterHub.bind_url = "${address}"`,
      `c.JupyterHub.hub_port = ${hubPort}`,
      `c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:${api}"`,
      `c.ConfigurableHTTPProxy.command = ${JSON.stringify(proxy)}`,
      "c.Authenticator.allow_all = False",
      `c.Authenticator.allowed_users = ${JSON.stringify(["ada", "mallory", "teacher"].map(accounts.name))}`,
      "c.JupyterHub.extra_log_file = 'hub.log'",
    ];
    mkdirSync(at("hub"), { mode: 0o700 });
    writeFileSync(at("hub/config.py"), `${config.join("\n")}\n`);
    hub = accounts.start("root", [
      "sh",
      "-c",
      'cd "$0" && exec "$1" -f config.py > out.log 2>&1',
      at("hub"),
      at("jupyter/bin/jupyterhub"),
    ]);
    for (let tries = 0; tries < 240; tries++) {
      if (hub.exitCode !== null) break;
      if (
        await fetch(`${address}/hub/health`).then(
          ({ ok }) => ok,
          () => false,
        )
      )
        return;
      await pause(500);
    }
    throw new Error(`JupyterHub did not start:\n${readFileSync(at("hub/out.log"), "utf8").slice(-4000)}`);
  }

  const step = { course: "ip", assignment: lesson };
  const notebook = `${lesson}/${lesson}.ipynb`;

  it("lets the teacher release, and a student fetch, work and submit", () => {
    must(teach("init", join(accounts.home("teacher"), "ip"), "--lessons", lesson));
    must(teach("release", lesson, "--exchange"));
    const [listed, fetched, copy] = browse(
      "ada",
      { do: "list", ...step },
      { do: "fetch", ...step },
      { do: "read", path: notebook },
    ) as [{ value: { status: string }[] }, { success: boolean }, { cells: { id: string; source: string }[] }];
    expect(listed.value.map(({ status }) => status)).toEqual(["released"]);
    expect(fetched.success).toBe(true);
    const first = source.cells.find(({ cell_type: type }) => type === "code")!;
    for (const cell of copy.cells) cell.source = perfect.sources.get(cell.id) ?? cell.source;
    const look = `require("node:fs").readdirSync(${JSON.stringify(repository)})`;
    const [, ran, submitted] = browse(
      "ada",
      { do: "write", path: notebook, content: copy },
      { do: "run", cells: [first.source, 'require("node:os").userInfo().username', look] },
      { do: "submit", ...step },
    ) as [string, { text: string; error: string | null }[], { success: boolean }];
    expect(ran.map(({ error }) => error?.split(":")[0] ?? null)).toEqual([null, null, "EACCES"]);
    expect(ran[1].text).toContain(accounts.name("ada"));
    expect(submitted.success).toBe(true);
  });

  it("takes from the exchange what belongs to its student, and names the rest", () => {
    const inbound = at("exchange/ip/inbound");
    const folder = (who: string) => join(inbound, `${accounts.name(who)}+${lesson}+2099-01-01 00:00:00.000000 UTC+x`);
    const theirs = join(accounts.home("teacher"), "ip", "source", notebook);
    const script = `
      mkdir "$1" "$2"; echo '{"cells": []}' > "$1/$4"; ln -s "$3" "$2/$4"
      cat "$3"; ls "$5"; ls "$6"`;
    const words = [folder("ada"), folder("mallory"), theirs, `${lesson}.ipynb`, inbound, at("staff", "course")];
    const { stdout, stderr } = accounts.run("mallory", ["sh", "-c", script, "sh", ...words]);
    expect(stdout).toBe("");
    expect(stderr.match(/Permission denied/g)).toHaveLength(3);
    const said = must(teach("collect", lesson, "--exchange"));
    expect(said).toContain(`${accounts.name("ada")}: new`);
    expect(said).toMatch(/says it is from ak\d+ada and belongs to ak\d+mallory; not taken/);
    expect(said).toContain("is a link; not taken");
    expect(must(teach("collect", lesson, "--exchange"))).toContain(`${accounts.name("ada")}: unchanged`);
  });

  it("grades in the jail as the teacher, and gives the page back through the exchange", () => {
    expect(must(teach("grade", lesson))).toMatch(/\[1\/1\].*: graded/);
    must(teach("marks", "--csv", join(accounts.home("teacher"), "marks.csv")));
    const marks = csvParse(readFileSync(join(accounts.home("teacher"), "marks.csv"), "utf8"));
    expect(marks.map(({ student, points }) => [student, Number(points)])).toEqual([
      [accounts.name("ada"), perfect.points],
    ]);
    must(teach("feedback", lesson, "--exchange"));
    browse("ada", { do: "fetch_feedback", ...step });
    const page = accounts.run("ada", ["sh", "-c", `cat ${lesson}/feedback/*/${lesson}.html`]);
    expect(must(page)).toContain(`${perfect.points} of`);
    expect(accounts.run("mallory", ["sh", "-c", `cat ${at("exchange/ip/feedback")}/*`]).stdout).toBe("");
  });
});
