// Real kernels: a client, a router and servers that share one address, each in a network namespace of its own. The router spreads
// flows over a next-hop group; members are removed and added while real connections are open.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

export const SHARED = "192.0.2.80";
const GROUP = 100;
/** Source and destination address, protocol, source and destination port (ip-sysctl, fib_multipath_hash_fields). */
const FIVE_FIELDS = 0x37;

export interface GroupOptions {
  /** "hash-threshold" is what the kernel calls mpath. */
  readonly type: "hash-threshold" | "resilient";
  readonly buckets?: number;
  readonly idleTimerSeconds?: number;
}

export interface Laboratory {
  /** Makes the group again and leads the route to it. */
  group(members: readonly string[], options: GroupOptions): void;
  /** Changes the members during connections. */
  replace(members: readonly string[], options: GroupOptions): void;
  /**
   * 0: addresses. 1: the 5-tuple, or what the sender's network card or socket has hashed already: over veth, a TCP socket's random
   * number. 3: the fields asked for, here the 5-tuple and nothing else.
   */
  hashPolicy(policy: 0 | 1 | 3): void;
  /**
   * From now on a firewall in this server's kernel drops, without a word, what belongs to no connection that it saw begin. Without
   * nftables its kernel gives up the shared address, which to the client is the same.
   */
  guard(server: string): void;
  /** The route is no longer of this table's making: BIRD's from now on. Each server in turn is announced one hop farther. */
  announce(servers: readonly string[]): Promise<void>;
  /** Its BIRD goes, as for maintenance; back when the router has the route by another server. */
  withdraw(server: string, next: string): Promise<void>;
  /** How often the client's kernel sends data again before it gives up: tcp_retries2. */
  clientRetries(retries: number): void;
  client(command: object): Promise<string[]>;
  close(): void;
}

/** The client's first segment to reach it is not a SYN, so connection tracking calls it new. */
const FIREWALL = `table ip firewall {
  chain input {
    type filter hook input priority 0; policy accept;
    tcp flags & syn == 0 ct state new drop
  }
}`;

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

/** Builds it; needs root and iproute2. Namespaces are named after this process. */
export async function laboratory(servers: readonly string[]): Promise<Laboratory> {
  const space = (name: string) => `traffic-${process.pid}-${name}`;
  const ip = (...words: readonly (string | number)[]) =>
    execFileSync("ip", words.map(String), { stdio: "pipe", env: environment });
  const within = (name: string, ...words: readonly (string | number)[]) => ip("-n", space(name), ...words);
  const sysctl = (name: string, key: string, value: number) =>
    ip("netns", "exec", space(name), "sh", "-c", `echo ${value} > /proc/sys/net/ipv4/${key}`);
  const spaces = ["client", "router", ...servers];
  const children: ChildProcess[] = [];
  const folder = mkdtempSync(join(tmpdir(), "traffic-kernel-"));
  const birds = new Map<string, ChildProcess>();
  const close = () => {
    for (const child of children) child.kill("SIGKILL");
    for (const name of spaces)
      try {
        ip("netns", "del", space(name));
      } catch {
        // it was never made
      }
    rmSync(folder, { recursive: true, force: true });
  };
  const bird = (name: string, configuration: string) => {
    const file = join(folder, `${name}.conf`);
    writeFileSync(file, configuration);
    const words = ["-f", "-c", file, "-s", join(folder, `${name}.ctl`)];
    const child = spawn("ip", ["netns", "exec", space(name), "bird", ...words], { stdio: "ignore", env: environment });
    children.push(child);
    birds.set(name, child);
  };
  /** Waits until the router's kernel sends packets to the shared address by this server. */
  const routed = async (server: string) => {
    const gateway = `via 10.0.${servers.indexOf(server) + 1}.2 `;
    for (let tries = 0; tries < 300; tries++) {
      if (within("router", "route", "show", `${SHARED}/32`).toString().includes(gateway)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The router has no route to ${SHARED} by ${server} after 30 s.`);
  };
  const start = (name: string, file: string, ...words: readonly string[]) => {
    const child = spawn("ip", ["netns", "exec", space(name), process.execPath, script(file), ...words], {
      stdio: ["pipe", "pipe", "inherit"],
      env: environment,
    });
    children.push(child);
    return { child, lines: createInterface({ input: child.stdout }) };
  };
  try {
    for (const name of spaces) {
      ip("netns", "add", space(name));
      within(name, "link", "set", "lo", "up");
    }
    ["client", ...servers].forEach((name, i) => {
      ip(
        "link",
        "add",
        "up0",
        "netns",
        space(name),
        "type",
        "veth",
        "peer",
        "name",
        `port${i}`,
        "netns",
        space("router"),
      );
      within(name, "address", "add", `10.0.${i}.2/24`, "dev", "up0");
      within("router", "address", "add", `10.0.${i}.1/24`, "dev", `port${i}`);
      within(name, "link", "set", "up0", "up");
      within("router", "link", "set", `port${i}`, "up");
      within(name, "route", "add", "default", "via", `10.0.${i}.1`);
    });
    sysctl("router", "ip_forward", 1);
    servers.forEach((name, i) => {
      within(name, "address", "add", `${SHARED}/32`, "dev", "lo");
      within("router", "nexthop", "add", "id", i + 1, "via", `10.0.${i + 1}.2`, "dev", `port${i + 1}`);
    });
    for (const name of servers) {
      const { lines } = start(name, "server.mjs", name, SHARED);
      await once(lines, "line");
    }
  } catch (error) {
    close();
    throw error;
  }
  const { child, lines } = start("client", "client.mjs", SHARED);
  const describe = (members: readonly string[], { type, buckets = 256, idleTimerSeconds = 60 }: GroupOptions) => {
    const ids = members.map((name) => servers.indexOf(name) + 1).join("/");
    const kind = type === "resilient" ? ["type", "resilient", "buckets", buckets, "idle_timer", idleTimerSeconds] : [];
    return ["id", GROUP, "group", ids, ...kind];
  };
  return {
    group(members, options) {
      try {
        within("router", "nexthop", "del", "id", GROUP); // its route goes with it
      } catch {
        // there is none yet
      }
      within("router", "nexthop", "add", ...describe(members, options));
      within("router", "route", "replace", `${SHARED}/32`, "nhid", GROUP);
    },
    replace: (members, options) => void within("router", "nexthop", "replace", ...describe(members, options)),
    hashPolicy(policy) {
      sysctl("router", "fib_multipath_hash_fields", FIVE_FIELDS);
      sysctl("router", "fib_multipath_hash_policy", policy);
    },
    guard(server) {
      try {
        const words = ["netns", "exec", space(server), "nft", "-f", "-"];
        execFileSync("ip", words, { input: FIREWALL, stdio: "pipe", env: environment });
      } catch {
        within(server, "address", "del", `${SHARED}/32`, "dev", "lo");
      }
    },
    async announce(announcing) {
      within("router", "route", "del", `${SHARED}/32`);
      bird("router", routerConfiguration(announcing.map((name) => servers.indexOf(name) + 1)));
      announcing.forEach((name, prepends) => bird(name, serverConfiguration(servers.indexOf(name) + 1, prepends)));
      await routed(announcing[0]);
      for (const name of announcing.slice(1)) await established(folder, name);
    },
    async withdraw(server, next) {
      birds.get(server)!.kill("SIGTERM");
      await routed(next);
    },
    clientRetries: (retries) => void sysctl("client", "tcp_retries2", retries),
    client: (command) => ask(child, lines, command),
    close,
  };
}

const session = "connect delay time 1; connect retry time 1; error wait time 1, 2;";

const routerConfiguration = (links: readonly number[]) => `router id 10.0.0.1;
protocol device {}
protocol kernel { ipv4 { import none; export all; }; }
${links.map((i) => `protocol bgp { local 10.0.${i}.1 as 64512; neighbor 10.0.${i}.2 as ${64512 + i}; ${session} ipv4 { import all; export none; }; }`).join("\n")}
`;

const serverConfiguration = (i: number, prepends: number) => `router id 10.0.${i}.2;
protocol device {}
protocol static anycast { ipv4; route ${SHARED}/32 blackhole; }
protocol bgp up { local 10.0.${i}.2 as ${64512 + i}; neighbor 10.0.${i}.1 as 64512; ${session}
  ipv4 { import none; export filter { ${`bgp_path.prepend(${64512 + i}); `.repeat(prepends)}accept; }; };
}
`;

async function established(folder: string, name: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const words = ["-s", join(folder, `${name}.ctl`), "show", "protocols", "up"];
    if (execFileSync("birdc", words, { stdio: "pipe", env: environment }).includes("Established")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name}'s session is not established after 30 s.`);
}

async function ask(child: ChildProcess, lines: Interface, command: object): Promise<string[]> {
  child.stdin!.write(`${JSON.stringify(command)}\n`);
  const [line] = (await once(lines, "line")) as [string];
  return JSON.parse(line) as string[];
}
