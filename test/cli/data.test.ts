import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { execa } from "execa";
import { create } from "tar";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chooseDataSet, DataSetError, getDataSet } from "../../lib/kit/files/index.js";
import { startOf } from "../../lib/kit/files/data-sets/process-start.js";
import { repository } from "../needs.js";
import { serveData, serveProxy, type DataServer } from "./data-server.js";

/** Some 6 kB, so that a slow or cut answer has several parts. */
const asRel = Array.from({ length: 500 }, (_none, i) => `${i + 2}|${i + 3}|-1\n`).join("");
let folder: string;
let home: string;
let server: DataServer;

const run = (words: readonly string[], env: Record<string, string> = {}) =>
  execa(process.execPath, [join(repository, "lib", "kit", "cli", "anycast.mjs"), ...words], {
    reject: false,
    cwd: folder,
    stdin: "ignore",
    // A clean HOME: nothing of the machine's caches and proxies.
    extendEnv: false,
    env: { PATH: process.env.PATH, HOME: home, ...env },
  });
const get = (path: string, ...more: string[]) =>
  run(["data", "get", "caida:2024-03", "--accept-licence", "--from", `${server.address}${path}`, ...more]);
/** The same without a process of its own. */
const fetchHere = (name: string, from: string) => getDataSet(name, { from, folder: data(), accept: () => true });
const data = () => join(home, ".cache", "anycast-kit", "data");
const stored = () => (existsSync(data()) ? readdirSync(data(), { recursive: true, encoding: "utf8" }).sort() : []);
const complete = ["20240301.as-rel.txt", "20240301.as-rel.txt.source.json", "partial"];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "anycast-data-"));
  server = await serveData({
    "plain.txt": Buffer.from(asRel),
    "small.gz": gzipSync(asRel),
    "cut.gz": gzipSync(asRel).subarray(0, 500),
    "text.txt": Buffer.from("nothing of interest\n"),
    empty: Buffer.from(""),
  });
});
beforeEach(() => {
  home = mkdtempSync(join(folder, "home-"));
  server.asked.length = 0;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("anycast data get", () => {
  it("fetches, unpacks, reads and names a data set, and --as-rel uses it by name", async () => {
    const before = await run(["catchment", "--as-rel", "caida:2024-03", "--site", "A=2"]);
    expect([before.exitCode, before.stderr]).toEqual([
      1,
      `✖ caida:2024-03 is not on this machine (${data()}).\n  Fetch it: npx anycast-kit data get caida:2024-03`,
    ]);
    const { exitCode, stdout, stderr } = await get("/good/small.gz");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Terms: CAIDA Acceptable Use Agreement");
    expect(stdout).toMatch(/501 ASes, 500 links; SHA-256 [0-9a-f]{64} \(none to compare with\)/);
    expect(stored()).toEqual(complete);
    expect(readFileSync(join(data(), "20240301.as-rel.txt"), "utf8")).toBe(asRel);
    for (const command of [
      ["catchment", "--as-rel", "caida:2024-03", "--site", "A=2", "--json"],
      ["explain", "AS9", "--as-rel", "caida:2024-03", "--site", "A=2", "--json"],
    ])
      expect(await run(command)).toMatchObject({ exitCode: 0, stderr: "" });
    const listed = JSON.parse((await run(["data", "list", "--json"])).stdout) as { dataSets: { name: string; here: object[] }[] }; // prettier-ignore
    expect(listed.dataSets[0]).toMatchObject({
      name: "caida:YYYY-MM",
      here: [{ name: "caida:2024-03", size: "501 ASes, 500 links", checksum: "first" }],
    });
    const again = await run(["data", "get", "caida:2024-03", "--accept-licence"]);
    expect(again.stdout).toContain("already on this machine");
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ["cut off twice: it asks for the rest", "/cut/plain.txt", [undefined, "bytes=1764-", "bytes=3528-"]],
    [
      "cut off, by a server without ranges: it begins again",
      "/no-ranges/plain.txt",
      [undefined, "bytes=1764-", "bytes=1764-"],
    ],
    [
      "cut off, and replaced before the rest is asked for",
      "/replaced/plain.txt",
      [undefined, "bytes=1764-", "bytes=1764-"],
    ],
    ["busy twice", "/busy/plain.txt", [undefined, undefined, undefined]],
    ["redirected", "/redirect/plain.txt", [undefined, undefined]],
    ["slow", "/slow/plain.txt", [undefined]],
  ])("gets the whole file where the answer is %s", async (_what, path, ranges) => {
    await fetchHere("caida:2024-03", `${server.address}${path}`);
    expect(readFileSync(join(data(), "20240301.as-rel.txt"), "utf8")).toBe(asRel);
    expect(server.asked.map(({ range }) => range)).toEqual(ranges);
    expect(stored()).toEqual(complete);
  });

  it.each([
    ["a missing file", "/missing/plain.txt", /The server has no such file \(status 404\): http:.*\nCheck the address/],
    ["a login page", "/login/plain.txt", /A web page came instead of data \("Hotel.*Wi-Fi"\).*\n.*log in/],
    ["a redirect to a login page", "/portal/plain.txt", /A web page came instead of data/],
    ["endless redirects", "/loop/plain.txt", /more than 10 redirects/],
    ["a file that is too large", "/huge/plain.txt", /has more than 100\.0 MB/],
    ["a damaged archive", "/good/cut.gz", /The gzip archive is truncated or damaged/],
    ["other text", "/good/text.txt", /text\.txt:1: /],
  ])("refuses %s with one error, and leaves nothing", async (_what, path, message) => {
    const error = await fetchHere("caida:2024-03", `${server.address}${path}`).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(DataSetError);
    const { message: said, remedy } = error as DataSetError;
    expect(`${said}\n${remedy}`).toMatch(message);
    expect(said).not.toContain(".tmp");
    expect(stored()).toEqual(["partial"]);
  });

  it("refuses bytes with another checksum than the kit's, and says both checksums", async () => {
    const from = `${server.address}/login/plain.txt`;
    const page = await run(["data", "get", "caida:2025-09", "--accept-licence", "--from", from]);
    expect(page.exitCode).toBe(1);
    expect(page.stderr).toMatch(/A web page came instead of data \("Hotel\\u001b\[31m Wi-Fi"\).*\n.*log in/);
    const other = fetchHere("caida:2025-09", `${server.address}/good/small.gz`);
    await expect(other).rejects.toThrow(
      /is not caida:2025-09: expected SHA-256 b10c19c1[0-9a-f]{56}, got [0-9a-f]{64}\.$/,
    );
    expect(stored()).toEqual(["partial"]);
  });

  it("does not fetch before the terms are accepted, and asks nobody where there is no terminal", async () => {
    const words = ["data", "get", "caida:2024-03", "--from", `${server.address}/good/small.gz`];
    const { exitCode, stderr } = await run(words);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/the terms were not accepted\. Nothing was fetched\.\n.*add --accept-licence/);
    expect(server.asked).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it("asks on a terminal, and takes no for an answer", async () => {
    const command = `${process.execPath} ${join(repository, "lib/kit/cli/anycast.mjs")} data get caida:2024-03 --from ${server.address}/good/small.gz`;
    const on = (answer: string) =>
      execa("script", ["-qec", command, "/dev/null"], {
        input: answer,
        reject: false,
        extendEnv: false,
        env: { PATH: process.env.PATH, HOME: home },
      });
    const no = await on("n\n");
    expect(no.stdout).toContain("Do you accept these terms?");
    expect([no.exitCode, stored()]).toEqual([1, []]);
    const yes = await on("yes\n");
    expect([yes.exitCode, stored()]).toEqual([0, complete]);
  });

  it("uses the proxy of the environment, and not for hosts in NO_PROXY", async () => {
    const proxy = await serveProxy();
    const words = ["data", "get", "caida:2024-03", "--accept-licence", "--from", `${server.address}/good/small.gz`];
    try {
      const over = await run(words, { HTTP_PROXY: proxy.address });
      expect([over.exitCode, over.stderr, proxy.asked.length]).toEqual([0, "", 1]);
      await run(words, { HTTP_PROXY: proxy.address, NO_PROXY: "127.0.0.1" });
      expect([proxy.asked.length, server.asked.length]).toEqual([1, 2]);
    } finally {
      await proxy.close();
    }
  });

  it("takes a file by its path or its address", async () => {
    const file = join(folder, "mine.txt");
    writeFileSync(file, asRel);
    for (const from of [file, pathToFileURL(file).href]) {
      await fetchHere("caida:2024-03", from);
      expect(stored()).toEqual(complete);
    }
    await expect(fetchHere("toposcope", join(folder, "nothing"))).rejects.toThrow(/nothing: file not found/);
  });

  it("stops at Ctrl-C with nothing half-written, and resumes from what has arrived", async () => {
    const running = get("/slow/plain.txt");
    const partial = join(data(), "partial", "20240301.as-rel.txt");
    await expect
      .poll(() => existsSync(partial) && readFileSync(partial).length, { timeout: 20_000 })
      .toBeGreaterThan(700);
    running.kill("SIGINT");
    expect((await running).exitCode).toBe(130);
    expect(stored()).toEqual(["partial", "partial/20240301.as-rel.txt", "partial/20240301.as-rel.txt.json"]);
    const had = readFileSync(partial).length;
    await get("/slow/plain.txt");
    expect(server.asked.map(({ range, ifRange }) => [range, ifRange])).toEqual([
      [undefined, undefined],
      [`bytes=${had}-`, '"one"'],
    ]);
    expect(stored()).toEqual(complete);
  });

  it("lets one process at a time fetch a data set, and ignores the lock of a killed one", async () => {
    mkdirSync(join(data(), "partial"), { recursive: true });
    const lock = join(data(), "partial", "20240301.as-rel.txt.lock");
    writeFileSync(lock, `${process.pid} ${startOf(process.pid)}\n`);
    expect((await get("/good/plain.txt")).stderr).toMatch(/Process \d+ is fetching caida:2024-03\.\n/);
    expect((await get("/good/plain.txt")).stderr).toContain(lock);
    // A number that no process has; one that another process has by now; what a process left that was killed while it wrote.
    for (const left of ["999999999 x", `${process.pid} an-earlier-start`, String(process.pid), ""]) {
      rmSync(data(), { recursive: true });
      mkdirSync(join(data(), "partial"), { recursive: true });
      writeFileSync(lock, left);
      await fetchHere("caida:2024-03", `${server.address}/good/plain.txt`);
      expect(stored()).toEqual(complete);
    }
  });

  it.each([
    ["caida", /expected caida:YYYY-MM, got "caida"/],
    ["caida:2025-13", /expected caida:YYYY-MM, got "caida:2025-13"/],
    ["topohub:../../etc/passwd", /expected topohub:FOLDER\/NAME/],
    ["as-sizes:x", /as-sizes has no variants/],
    ["nothing", /Unknown data set "nothing"\.$/],
  ])("refuses the name %s", (name, message) => {
    expect(() => chooseDataSet(name)).toThrow(message);
  });

  it("counts the addresses of each AS", async () => {
    const file = join(folder, "ranges.tsv.gz");
    const lines = ["1.0.0.0\t1.0.0.255\t64500\tAU\tONE, Inc.", "1.0.1.0\t1.0.1.255\t0\tNone\tNot routed", "2.0.0.0\t2.0.2.255\t64500\tNZ\tONE, Inc."]; // prettier-ignore
    writeFileSync(file, gzipSync(lines.join("\n") + "\n"));
    await fetchHere("as-sizes", file);
    expect(readFileSync(join(data(), "as-sizes.csv"), "utf8")).toBe(
      'asn,name,ipv4_addresses,country,country_share\n64500,"ONE, Inc.",1024,NZ,0.750\n',
    );
    writeFileSync(file, "1.0.0.0\t1.0.0\t64500\tAU\tONE\n");
    await expect(fetchHere("as-sizes", file)).rejects.toThrow(/Line 1: expected first address/);
  });

  it("makes the experiments' file from an archive of their repository", async () => {
    const root = join(folder, "bgp-estimation-2645cd4");
    const write = (name: string, text: string) => {
      mkdirSync(join(root, name, ".."), { recursive: true });
      writeFileSync(join(root, name), text);
    };
    for (const pair of ["2_a01_b01", "3_a01_c01"]) {
      const [, one, two] = pair.split("_");
      write(`experiments/${pair}/cp_bgpstream_est_mon_as_to_mux_catchment.json`, JSON.stringify({ 7: [one] }));
      write(`experiments/${pair}/dp_pings_est_as_to_mux_catchment.json`, JSON.stringify({ 8: [two] }));
      write(`experiments/${pair}/dp_pings_per_asn.json`, "not read");
      write(`experiments/${pair}/${one}_bgpstream_paths.csv`, "rrc00\t5\t5,6,174,9\nrrc01\t5\t5,6,31\nrrc01\t5\t5,6\nrrc01\t5\t5,6,{1,2}\n"); // prettier-ignore
    }
    const archive = join(folder, "experiments.tar.gz");
    await create({ gzip: true, file: archive, cwd: folder }, ["bgp-estimation-2645cd4"]);
    for (const [name, file, key] of [
      ["peering-two-site", "peering-two-site.json", "2_a01_b01"],
      ["peering-two-site:others", "peering-two-site-others.json", "3_a01_c01"],
    ]) {
      await fetchHere(name, archive);
      const [, one, two] = key.split("_");
      expect(JSON.parse(readFileSync(join(data(), file), "utf8"))).toEqual({
        [key]: {
          experiment: Number(key[0]),
          sites: [one, two],
          observed: { bgp: { 7: [one] }, ping: { 8: [two] } },
          paths: { [one]: ["174", "31"] },
        },
      });
    }
    const damaged = fetchHere("peering-two-site", join(folder, "mine.txt"));
    await expect(damaged).rejects.toThrow(/The archive is truncated or damaged/);
  });
});
