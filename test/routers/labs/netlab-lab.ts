// A lab of netlab without containers: what `netlab create` wrote for containerlab is run in network namespaces with this machine's
// FRR. A stand-in for the docker command gives `netlab validate` its way into the nodes.
import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import { labTargets, type Lab } from "../../../lib/kit/routers/labs/index.js";
import { LARGE_QUERY } from "../../../lib/kit/routers/labs/network-faults.js";
import { clientOf } from "../../../lib/kit/routers/labs/return-paths.js";
import type { Namespaces } from "../../../lib/kit/routers/namespaces.js";

interface Clab {
  readonly name: string;
  readonly topology: {
    readonly nodes: Readonly<Record<string, { readonly binds: readonly string[] }>>;
    readonly links: readonly { readonly endpoints: readonly [string, string] }[];
  };
}

/** An entry of `validate:` in topology.yml: netlab's own check of an output, or a command and the test of its answer. */
export interface Entry {
  readonly plugin?: string;
  readonly exec?: string;
  readonly valid?: string;
  readonly nodes: readonly string[];
}

/**
 * Writes the lab, with a second entry of validate: for each of its own, whose prediction is altered, and runs `netlab create`.
 * @returns the names of both
 */
export async function createLab(
  netlab: string,
  folder: string,
  lab: Lab,
): Promise<{ right: string[]; wrong: string[] }> {
  write(folder, lab);
  const file = join(folder, "topology.yml");
  const topology = parse(readFileSync(file, "utf8")) as { validate: Record<string, Entry> };
  const own = Object.entries(topology.validate);
  const altered = own.map(
    ([name, { nodes, plugin, exec, valid }]) =>
      [
        `wrong_${name}`,
        plugin === undefined
          ? { nodes, devices: ["frr"], exec, valid: alter(valid!) }
          : { nodes, plugin: alter(plugin) },
      ] as const,
  );
  writeFileSync(file, stringify({ ...topology, validate: { ...topology.validate, ...Object.fromEntries(altered) } }));
  await promisify(execFile)(netlab, ["create", "topology.yml"], { cwd: folder, env: { ...process.env, HOME: folder } });
  return { right: own.map(([name]) => name), wrong: altered.map(([name]) => name) };
}

function write(folder: string, lab: Lab): void {
  for (const { name, text } of labTargets.netlab(lab)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Makes the lab in the stage that it starts in, starts it, and runs its own check.sh. @returns what that says, and its exit code */
export async function checkLab(namespaces: Namespaces, netlab: string, folder: string, lab: Lab): Promise<string> {
  write(folder, lab);
  await promisify(execFile)(netlab, ["create", "topology.yml"], { cwd: folder, env: { ...process.env, HOME: folder } });
  await startNodes(namespaces, folder);
  const check = "cd /run/anycast/lab; PATIENCE=8 sh check.sh";
  return namespaces.run(
    `i=0; until (${check} paths) > /dev/null 2>&1 || [ $i = 30 ]; do i=$((i+1)); sleep 0.5; done; (${check}) 2>&1 || echo "ended $?"`,
  );
}

/** Another AS path, a route where none is predicted, a session that must not be up, another site. */
const alter = (check: string): string =>
  check
    .replace(/^(stdout.*== ')/, "$1X")
    .replace(/aspath='([\d ]+)'/, "aspath='64999 $1'")
    .replace("state='missing'", "state='present'")
    .replace(/^(bgp_neighbor\(.*)\)$/, "$1,state='Idle')");

/** Starts all nodes as clab.yml says: cables, FRR, and the generated configuration files in their order. */
export async function startNodes({ run }: Namespaces, folder: string): Promise<void> {
  const { name, topology } = parse(readFileSync(join(folder, "clab.yml"), "utf8")) as Clab;
  const { nodes, links } = topology;
  const tools = join(folder, "tools");
  mkdirSync(tools, { recursive: true });
  // `docker exec -it clab-LAB-NODE command...`, and a sysctl where the machine has none.
  tool(
    join(tools, "docker"),
    `while [ "\${1#clab-}" = "$1" ]; do shift; done\nnode=\${1#clab-${name}-}; shift\nexec nsenter --net=/run/netns/$node --mount -t "$(cat /run/anycast/$node.pid)" "$@"`,
  );
  tool(
    join(tools, "sysctl"),
    `for each; do case $each in *=*) key=$(echo "\${each%%=*}" | tr . /); echo "\${each#*=}" > /proc/sys/$key;; esac; done`,
  );
  await run(`mkdir /run/anycast/lab; mount --bind '${folder}' /run/anycast/lab`);
  await run("mount -t proc proc /proc; export PATH=/run/anycast/lab/tools:$PATH");
  await run(
    Object.keys(nodes)
      .map((node) => `ip netns add ${node}; ip -n ${node} link set lo up`)
      .join("\n"),
  );
  await run(
    links
      .map(({ endpoints }) => endpoints.map((end) => end.split(":")))
      .map(([[a, ea], [b, eb]]) => `ip link add ${ea} netns ${a} type veth peer name ${eb} netns ${b}`)
      .join("\n"),
  );
  for (const [node, { binds }] of Object.entries(nodes)) {
    const configs = binds.map((each) => each.split(":")).filter(([, to]) => to.startsWith("/etc/config/"));
    const wanted = readFileSync(join(folder, "node_files", node, "daemons"), "utf8").matchAll(/^(\w+d)=yes$/gm);
    const daemons = ["zebra", "staticd", ...new Set([...wanted].map(([, name]) => name))].map(
      (each) => `${each} -d -P 0`,
    );
    const inside = [
      "set -e",
      "mkdir -p /run/frr",
      ...["/etc/frr", "/run/frr", "/var/log/frr", "/var/tmp", "/tmp"].map((each) => `mount -t tmpfs none ${each}`),
      "chmod 777 /etc/frr /run/frr /var/log/frr /var/tmp /tmp; touch /etc/frr/vtysh.conf",
      ...daemons.map((each) => `/usr/lib/frr/${each} -f /dev/null`),
      "for f in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 > $f; done",
      "mkdir -p /run/lab; mount --bind /run/anycast/lab/shared /run/lab",
      // By its first line, as the kernel does; netlab's shells stop at an error.
      ...configs.map(([from]) => {
        const file = join(folder, from);
        const vtysh = readFileSync(file, "utf8").startsWith("#!/usr/bin/vtysh -f");
        return `${vtysh ? "vtysh -f" : "bash"} /run/anycast/lab/${from}`;
      }),
      "touch /run/anycast/$1.ready; exec sleep 1000000",
    ].join("\n");
    writeFileSync(join(folder, `${node}.start`), inside);
  }
  for (const node of Object.keys(nodes))
    await run(
      `nsenter --net=/run/netns/${node} unshare --mount sh /run/anycast/lab/${node}.start ${node} > /run/anycast/${node}.log 2>&1 & echo $! > /run/anycast/${node}.pid`,
    );
  for (const node of Object.keys(nodes))
    await run(
      `until [ -e /run/anycast/${node}.ready ]; do kill -0 $(cat /run/anycast/${node}.pid) 2>/dev/null || { cat /run/anycast/${node}.log >&2; exit 1; }; sleep 0.1; done`,
    );
}

function tool(file: string, text: string): void {
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}

/** What `netlab validate` says about the nodes, asked by netlab itself. */
export async function validate({ run }: Namespaces, netlab: string): Promise<string> {
  return run(
    `cd /run/anycast/lab; HOME=/run/anycast/lab NO_COLOR=1 COLUMNS=300 '${netlab}' validate 2>&1 || true; cd /`,
  );
}

/** Asks each address from each router, and returns the site that answers; nothing without an answer. */
export async function catchments({ run }: Namespaces, lab: Lab): Promise<Map<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  for (const { node, address } of lab.predictions.catchment) {
    const { router } = lab.nodes.find(({ name }) => name === node)!;
    const client = clientOf(router, address.includes(":") ? 6 : 4);
    const said = await run(
      `nsenter --net=/run/netns/${node} python3 /run/anycast/lab/shared/ask_site.py ${client} ${address} ${LARGE_QUERY}`,
    );
    found.set(`${node} ${address}`, said.trim() || undefined);
  }
  return found;
}
