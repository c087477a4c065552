// A lab for containerlab: one container for each router and site, no management network (it would be a second path).
import { stringify } from "yaml";
import { commonFiles, FRR_IMAGE } from "./common-files.js";
import { scriptHead, type Target } from "./target.js";
import type { Lab, LabFile } from "./lab.js";
import type { Machine } from "./node-script.js";
import { scriptFile, stageFiles } from "./stages.js";

/** eth0 would be the management network's. */
const interfaceOf = (planned: string) => `eth${Number(planned.slice(1)) + 1}`;

export function containerlabFiles(lab: Lab): LabFile[] {
  const { name, nodes, links, title } = lab;
  const nameOf = (router: number) => nodes[router].name;
  const target: Target = {
    head: scriptHead([
      `run() { node=$1; shift; docker exec "clab-${name}-$node" "$@"; }`,
      'vty() { run "$1" vtysh -c "$2"; }',
    ]),
    shared: "/lab/shared",
    needs: "[containerlab](https://containerlab.dev/install/) and Docker, and the right to use Docker without sudo",
    shell: (node) => `docker exec -it clab-${name}-${node} bash`,
    tested: `the rules of containerlab's schema, and FRR 8.4.4 in network namespaces in place of containers. The image ${FRR_IMAGE} has that version`,
    start: `sudo containerlab deploy -t ${name}.clab.yml`,
    stop: `sudo containerlab destroy -t ${name}.clab.yml`,
    load: 'load() { run "$1" sh "/lab/shared/nodes/$1.sh" && run "$1" /usr/lib/frr/watchfrr.sh restart bgpd; }',
  };
  const machine: Machine = { shared: target.shared, interfaceOf, lays: true };
  const group = (isSite: boolean) => ({
    kind: "linux",
    image: FRR_IMAGE,
    "network-mode": "none",
    binds: ["shared:/lab/shared:ro", "shared/daemons:/etc/frr/daemons:ro"],
    labels: { role: isSite ? "site" : "router" },
  });
  const topology = {
    name,
    topology: {
      groups: { routers: group(false), sites: group(true) },
      nodes: Object.fromEntries(
        nodes.map((node) => [
          node.name,
          {
            group: node.serves ? "sites" : "routers",
            binds: [`config/${node.name}.conf:/etc/frr/frr.conf:ro`],
            exec: [`sh /lab/shared/nodes/${node.name}.sh`],
            healthcheck: {
              test: ["CMD-SHELL", "vtysh -c 'show bgp summary' | grep -q Established"],
              interval: 5,
              timeout: 3,
              retries: 12,
            },
          },
        ]),
      ),
      links: links.map(({ ends }) => ({
        endpoints: ends.map(({ router, interface: own }) => `${nameOf(router)}:${interfaceOf(own)}`),
      })),
    },
  };
  return [
    { name: `${name}.clab.yml`, text: `# ${title.replace(/\s+/g, " ")}\n${stringify(topology, { lineWidth: 0 })}` },
    ...stageFiles(lab, target, (node, config, variant) => [
      { name: `config/${node.name}.conf`, text: config },
      scriptFile(lab, node, machine, variant),
    ]),
    ...commonFiles(lab, target),
  ];
}
