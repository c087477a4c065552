// Site A of lesson 2b on real daemons: two network namespaces, the site with its BIRD and health check as the lesson prints them,
// and its provider AS60. The script's `sleep` waits until the test lets it go on, so a test counts rounds, not seconds.
// All processes end with the test, or by themselves after ten minutes.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { besideOthers } from "../beside-others.js";

const PREFIX = "192.0.2.0/24";
const SHARED = "192.0.2.53";
const LIFE_S = 600;
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

/** AS60. It looks for its customer again at once, so that a restart takes about a second. */
const provider = `router id 198.51.100.2;
protocol device { }
protocol bfd { interface "*" { interval 300 ms; multiplier 3; }; }
protocol bgp site {
  local 198.51.100.2 as 60;
  neighbor 198.51.100.1 as 64500;
  connect delay time 1; connect retry time 1; error wait time 1, 1;
  bfd on;
  ipv4 { import all; export none; };
}
`;

/** Answers every query with NOERROR: the query itself, marked as a reply. */
const nameServer = (address: string) => `
const socket = require("node:dgram").createSocket("udp4");
socket.on("message", (query, { port, address }) => { query[2] |= 0x80; socket.send(query, port, address); });
socket.bind(53, "${address}", () => console.log("listening"));
setTimeout(() => process.exit(), ${1000 * LIFE_S});`;

/** Waits until something holds. @throws Error if it never does, with what was seen last */
async function until<T>(look: () => T, holds: (seen: T) => boolean, what: string): Promise<T> {
  const end = Date.now() + besideOthers(15_000);
  for (;;) {
    const seen = look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(seen)}`);
    await pause(50);
  }
}

export class SiteOnDaemons {
  readonly folder = mkdtempSync(join(tmpdir(), "anycast-site-"));
  private readonly children = new Set<ChildProcess>();
  private readonly spaces: Record<"site" | "provider", number>;
  private script?: ChildProcess;
  private server?: ChildProcess;

  constructor() {
    const hold = () => this.run("unshare", ["--net", "sleep", String(LIFE_S)]).pid!;
    this.spaces = { site: hold(), provider: hold() };
  }

  /** Cables the two, and starts AS60 and the site's name server. */
  async cable(): Promise<void> {
    const { site, provider: other } = this.spaces;
    await until(
      () => [site, other].map((pid) => execFileSync("readlink", [`/proc/${pid}/ns/net`]).toString()),
      ([a, b]) => a !== b && ![a, b].includes(execFileSync("readlink", ["/proc/self/ns/net"]).toString()),
      "network namespaces",
    );
    execFileSync("ip", ["link", "add", "s0", "netns", String(site), "type", "veth", "peer", "name", "n0", "netns", String(other)], { env });
    this.inside("site", "ip address add 198.51.100.1/30 dev s0; ip link set lo up; ip link set s0 up");
    this.inside("provider", "ip address add 198.51.100.2/30 dev n0; ip link set lo up; ip link set n0 up");
    this.address("add");
    await this.startBird("provider", provider);
    this.server = await this.serve("site", "0.0.0.0");
  }

  /** A shell command in a namespace; `birdc` and `vtysh` are those of the site. */
  inside(space: "site" | "provider", command: string): string {
    const args = [`--net=/proc/${this.spaces[space]}/ns/net`, "sh", "-c", command];
    return execFileSync("nsenter", args, { env: this.env(space), stdio: ["ignore", "pipe", "pipe"] }).toString();
  }

  /** Adds the service address to the site's loopback, or removes it. */
  address(what: "add" | "del"): void {
    this.inside("site", `ip address ${what} ${SHARED}/32 dev lo`);
  }

  /** Another site with the same address, behind AS60, for packets that leave this one. */
  async otherSite(): Promise<void> {
    this.inside("provider", `ip address add ${SHARED}/32 dev lo`);
    this.inside("site", "ip route add default via 198.51.100.2");
    await this.serve("provider", SHARED);
  }

  async startBird(space: "site" | "provider", text: string): Promise<void> {
    const file = this.file(`${space}.conf`, text);
    this.run("nsenter", [`--net=/proc/${this.spaces[space]}/ns/net`, "timeout", String(LIFE_S), "bird", "-f", "-c", file, "-s", this.control(space)]);
    await until(() => this.birdc(space, "show status"), (said) => said.includes("Daemon is up"), `BIRD of the ${space}`);
  }

  /** Restarts the site's BIRD with the same configuration. */
  async restartBird(): Promise<void> {
    const text = readFileSync(join(this.folder, "site.conf"), "utf8");
    this.birdc("site", "down");
    await until(() => existsSync(this.control("site")), (there) => !there, "BIRD ends");
    await this.startBird("site", text);
  }

  /** Starts the health check, or starts it again; it stands before its first round then. */
  async startScript(text: string): Promise<void> {
    this.stopScript();
    rmSync(join(this.folder, "rounds"), { force: true });
    this.file("sleep", `#!/bin/sh
echo >> ${this.folder}/rounds
until [ -e ${this.folder}/go ]; do /bin/sleep 0.02; done
rm ${this.folder}/go
`);
    this.file("birdc", `#!/bin/sh\nexec /usr/sbin/birdc -s ${this.control("site")} "$@"\n`);
    const file = this.file("check.sh", text);
    this.script = this.run("nsenter", [`--net=/proc/${this.spaces.site}/ns/net`, "timeout", String(LIFE_S), "sh", file], "site");
    await until(() => this.rounds(), (count) => count > 0, "the script's first round");
  }

  stopScript(): void {
    if (this.script) process.kill(-this.script.pid!, "SIGKILL");
    this.script = undefined;
  }

  /** One round of the script: the server answers, or hangs. */
  async round(answers: boolean): Promise<void> {
    this.server!.kill(answers ? "SIGCONT" : "SIGSTOP");
    const before = this.rounds();
    writeFileSync(join(this.folder, "go"), "");
    await until(() => this.rounds(), (count) => count > before, "the script's next round");
  }

  /** Whether AS60 has the route, once the session is up and both daemons have settled. */
  async announced(): Promise<boolean> {
    const look = () => ({
      status: this.birdc("site", "show status"),
      service: /^service .*?(\w+) +\d\d:/m.exec(this.birdc("site", "show protocols service"))?.[1],
      session: this.birdc("provider", "show protocols site"),
      exported: this.birdc("site", "show route export upstream").includes(PREFIX),
      heard: this.heard(),
    });
    const { heard } = await until(
      look,
      ({ status, service, session, exported, heard: has }) =>
        status.includes("Daemon is up") &&
        session.includes("Established") &&
        ((service === "up" && exported && has) || (service === "down" && !exported && !has)),
      "the daemons settle",
    );
    return heard;
  }

  heard(): boolean {
    return this.birdc("provider", `show route protocol site`).includes(PREFIX);
  }

  birdc(space: "site" | "provider", command: string): string {
    try {
      return execFileSync("birdc", ["-s", this.control(space), ...command.split(" ")], { env, stdio: ["ignore", "pipe", "pipe"] }).toString();
    } catch {
      return "";
    }
  }

  /** Starts a program beside the test. */
  run(program: string, args: readonly string[], space: "site" | "provider" = "provider"): ChildProcess {
    const child = spawn(program, args, { env: this.env(space), stdio: ["ignore", "pipe", "ignore"], detached: true });
    this.children.add(child);
    child.on("exit", () => this.children.delete(child));
    return child;
  }

  async end(): Promise<void> {
    const left = [...this.children];
    for (const { pid } of left) process.kill(-pid!, "SIGKILL");
    await until(() => this.children.size, (count) => count === 0, "processes end");
    rmSync(this.folder, { recursive: true, force: true });
  }

  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  }

  private async serve(space: "site" | "provider", address: string): Promise<ChildProcess> {
    const server = this.run("nsenter", [`--net=/proc/${this.spaces[space]}/ns/net`, process.execPath, "-e", nameServer(address)]);
    let said = "";
    server.stdout!.on("data", (text: Buffer) => (said += text.toString()));
    await until(() => said, (text) => text.includes("listening"), "the name server");
    return server;
  }

  private rounds(): number {
    const file = join(this.folder, "rounds");
    return existsSync(file) ? readFileSync(file, "utf8").length : 0;
  }

  private control(space: "site" | "provider"): string {
    return join(this.folder, `${space}.ctl`);
  }

  /** At the site `sleep`, `birdc` and `vtysh` are those of its folder. */
  private env(space: "site" | "provider") {
    return space === "site" ? { ...env, PATH: `${this.folder}:${env.PATH}` } : env;
  }
}
