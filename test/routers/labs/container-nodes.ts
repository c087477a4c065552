// Labs for containerlab and Kathará without containers: each node gets a network namespace, a root folder of its own and this
// machine's FRR. Stand-ins for `docker exec` and `kathara exec` enter them, so the lab's own scripts run as they are.
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Node {
  readonly name: string;
  /** Bind mounts: from the lab's folder, to the node. */
  readonly binds: readonly (readonly [from: string, to: string])[];
  /** Commands at the start, one of which may be `systemctl start frr`. */
  readonly commands: readonly string[];
}

interface Cabled {
  readonly nodes: readonly Node[];
  readonly links: readonly (readonly [readonly [node: string, end: string], readonly [node: string, end: string]])[];
}

/** Containers of the image start FRR first; containerlab then runs `exec`. */
function containerlab(folder: string): Cabled {
  type Clab = {
    topology: {
      groups: Record<string, { binds: string[] }>;
      nodes: Record<string, { group: string; binds: string[]; exec: string[] }>;
      links: { endpoints: [string, string] }[];
    };
  };
  const file = readdirSync(folder).find((name) => name.endsWith(".clab.yml"))!;
  const { topology } = parse(readFileSync(join(folder, file), "utf8")) as Clab;
  const pair = (text: string) => text.split(":") as [string, string];
  return {
    nodes: Object.entries(topology.nodes).map(([name, { group, binds, exec }]) => ({
      name,
      binds: [...topology.groups[group].binds, ...binds].map(pair),
      commands: ["systemctl start frr", ...exec],
    })),
    links: topology.links.map(({ endpoints: [a, b] }) => [pair(a), pair(b)]),
  };
}

/** A device's folder is copied over its root; its .startup runs in it. */
function kathara(folder: string): Cabled {
  const ends = new Map<string, [string, string][]>();
  const names = new Set<string>();
  for (const [, name, number, domain] of readFileSync(join(folder, "lab.conf"), "utf8").matchAll(
    /^(\S+)\[(\d+|image)\]="(.*)"$/gm,
  )) {
    names.add(name);
    if (number !== "image") ends.set(domain, [...(ends.get(domain) ?? []), [name, `eth${number}`]]);
  }
  return {
    nodes: [...names].map((name) => ({
      name,
      binds: [
        ["shared", "/shared"],
        [`${name}/etc/frr/daemons`, "/etc/frr/daemons"],
      ],
      commands: readFileSync(join(folder, `${name}.startup`), "utf8")
        .trim()
        .split("\n"),
    })),
    links: [...ends.values()].map(([a, b]) => [a, b]),
  };
}

const startFrr = ["zebra", "staticd", "bgpd"].map((each) => `/usr/lib/frr/watchfrr.sh start ${each}`).join("\n");

/**
 * Writes start.sh and what it needs into `tools`. Run it as root in new process id, mount and network namespaces; it starts all nodes
 * of the lab in its working folder, then its arguments as a command.
 */
export function writeStart(kind: "containerlab" | "kathara", folder: string, tools: string): string {
  const { nodes, links } = { containerlab, kathara }[kind](folder);
  mkdirSync(join(tools, "bin"), { recursive: true });
  const enter = 'exec nsenter --net=/run/netns/$node -t "$(cat /run/nodes/$node.pid)" --mount --root --wdns=/ "$@"';
  // docker exec clab-LAB-NODE COMMAND...; LAB has dashes too, so the longest name of a node that fits is meant.
  const names = nodes.map(({ name }) => name).sort((a, b) => b.length - a.length);
  tool(
    join(tools, "bin", "docker"),
    `shift; case $1 in\n${names.map((name) => `  *-${name}) node=${name} ;;`).join("\n")}\n  *) exit 1 ;;\nesac\nshift\n${enter}`,
  );
  tool(join(tools, "bin", "kathara"), `node=$2; shift 3\n${enter}`);
  tool(join(tools, "bin", "systemctl"), startFrr);
  for (const { name, binds, commands } of nodes) {
    const root = `/run/roots/${name}`;
    const targets = binds.map(([from, to]) => ({ from: `${folder}/${from}`, to: `${root}${to.replace(/:ro$/, "")}` }));
    writeFileSync(
      join(tools, `${name}.init`),
      [
        "set -e",
        `mkdir -p ${root}; mount -t tmpfs none ${root}`,
        // The machine's own system, with folders of the node in place of some.
        `for each in bin etc lib lib64 proc sbin sys usr dev; do [ -e /$each ] || continue; if [ -L /$each ]; then cp -P /$each ${root}/$each; else mkdir ${root}/$each; mount --rbind /$each ${root}/$each; fi; done`,
        `mkdir -p ${root}/run/frr ${root}/var/log/frr ${root}/var/tmp/frr ${root}/tmp ${root}/tools; ln -s /run ${root}/var/run`,
        `mount -t tmpfs none ${root}/etc/frr; chmod 777 ${root}/etc/frr ${root}/run/frr ${root}/var/log/frr ${root}/var/tmp/frr ${root}/tmp; touch ${root}/etc/frr/vtysh.conf`,
        `mount --bind ${tools}/bin ${root}/tools`,
        ...targets.map(
          ({ from, to }) =>
            `if [ -d ${from} ]; then mkdir -p ${to}; else mkdir -p "$(dirname ${to})"; [ -e ${to} ] || touch ${to}; fi; mount --bind ${from} ${to}`,
        ),
        `exec chroot ${root} /bin/bash -c '${[`export PATH=/tools:$PATH`, ...commands, "touch /run/ready", "exec sleep 1000000"].join("\n")}'`,
      ].join("\n"),
    );
  }
  const start = [
    "set -e",
    "mount -t tmpfs none /run; mkdir /run/netns /run/nodes /run/roots",
    `export PATH=${tools}/bin:$PATH:/usr/sbin:/sbin`,
    ...nodes.map(({ name }) => `ip netns add ${name}; ip -n ${name} link set lo up`),
    ...links.map(([[a, ea], [b, eb]]) => `ip link add ${ea} netns ${a} type veth peer name ${eb} netns ${b}`),
    ...links.flat().map(([node, end]) => `ip -n ${node} link set ${end} up`),
    ...nodes.map(
      ({ name }) =>
        `nsenter --net=/run/netns/${name} unshare --mount sh ${tools}/${name}.init > /run/nodes/${name}.log 2>&1 & echo $! > /run/nodes/${name}.pid`,
    ),
    ...nodes.map(
      ({ name }) =>
        `until nsenter -t $(cat /run/nodes/${name}.pid) --mount --root test -e /run/ready 2>/dev/null; do kill -0 $(cat /run/nodes/${name}.pid) 2>/dev/null || { cat /run/nodes/${name}.log >&2; exit 1; }; sleep 0.2; done`,
    ),
    'exec "$@"',
  ].join("\n");
  writeFileSync(join(tools, "start.sh"), `${start}\n`);
  return join(tools, "start.sh");
}

function tool(file: string, text: string): void {
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}
