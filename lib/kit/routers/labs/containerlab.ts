// A lab for containerlab: one container for each router and site, no management network (it would be a second path).
import { stringify } from "yaml";
import { commonFiles, FRR_IMAGE, startCommands, type Target } from "./common-files.js";
import type { Lab, LabFile } from "./lab.js";

export function containerlabFiles(lab: Lab): LabFile[] {
  const { name, nodes, links, plan } = lab;
  const nameOf = (router: number) => nodes[router].name;
  const target: Target = {
    run: `docker exec "clab-${name}-$node" "$@"`,
    start: `sudo containerlab deploy -t ${name}.clab.yml`,
    stop: `sudo containerlab destroy -t ${name}.clab.yml`,
  };
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
            exec: startCommands(node, "/lab/shared"),
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
        endpoints: ends.map(({ router, interface: own }) => `${nameOf(router)}:eth${Number(own.slice(1)) + 1}`),
      })),
    },
  };
  return [
    { name: `${name}.clab.yml`, text: `# ${plan.name.replace(/\s+/g, " ")}\n${stringify(topology, { lineWidth: 0 })}` },
    ...nodes.map((node) => ({ name: `config/${node.name}.conf`, text: node.config })),
    ...commonFiles(lab, target),
  ];
}
