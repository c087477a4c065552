// A lab for Kathará: lab.conf, a start-up script for each device, and FRR's files in the folder that all devices share.
import { commonFiles, KATHARA_IMAGE } from "./common-files.js";
import { checkerFiles, CHECKER_README } from "./kathara-checker.js";
import { scriptHead, type Target } from "./target.js";
import type { Lab, LabFile } from "./lab.js";
import type { Machine } from "./node-script.js";
import { scriptFile, stageFiles } from "./stages.js";

/** A device sees the lab's folder `shared` here. */
const SHARED = "/shared";

export function katharaFiles(of: Lab): LabFile[] {
  const lab = withUnderscores(of);
  const { nodes, title } = lab;
  const target: Target = {
    head: scriptHead(['run() { node=$1; shift; kathara exec "$node" -- "$@"; }', 'vty() { run "$1" vtysh -c "$2"; }']),
    shared: SHARED,
    needs: "[Kathará](https://www.kathara.org/download.html) 3.8 and Docker",
    shell: (node) => `kathara connect ${node}`,
    tested: `Kathará 3.8.3, which reads the lab, and FRR 8.4.4 in network namespaces in place of containers. The image ${KATHARA_IMAGE} is the oldest that Kathará lists`,
    start: "kathara lstart",
    stop: "kathara lclean",
    more: CHECKER_README,
    load: `load() { run "$1" sh -c "sh ${SHARED}/nodes/$1.sh; cp ${SHARED}/config/$1.conf /etc/frr/frr.conf; /usr/lib/frr/watchfrr.sh restart bgpd"; }`,
  };
  // Kathará counts interfaces from 0, and names domains: a link is one.
  const machine: Machine = { shared: SHARED, interfaceOf: (planned) => `eth${planned.slice(1)}`, lays: true };
  const conf = [
    // Kathará splits the line at "=" and removes quotes.
    `LAB_NAME="${title.replace(/["'=\s]+/g, " ").trim() || "lab"}"`,
    'LAB_DESCRIPTION="Written by anycast-kit"',
    "LAB_VERSION=1",
    ...nodes.flatMap(({ name, interfaces }) => [
      `${name}[image]="${KATHARA_IMAGE}"`,
      ...interfaces.map(({ link }, i) => `${name}[${i}]="L${link}"`),
    ]),
  ];
  return [
    { name: "lab.conf", text: `${conf.join("\n")}\n` },
    ...nodes.flatMap(({ name }): LabFile[] => [
      {
        name: `${name}.startup`,
        text: `sh ${SHARED}/nodes/${name}.sh\ncp ${SHARED}/config/${name}.conf /etc/frr/frr.conf\nsystemctl start frr\n`,
      },
      { name: `${name}/etc/frr/daemons`, text: "zebra=yes\nbgpd=yes\nstaticd=yes\nbfdd=yes\nvtysh_enable=yes\n" },
    ]),
    ...stageFiles(lab, target, (node, config, variant) => [
      { name: `shared/config/${node.name}.conf`, text: config },
      scriptFile(lab, node, machine, variant),
    ]),
    ...commonFiles(lab, target),
    ...checkerFiles(lab, SHARED),
  ];
}

/** Names of devices in Kathará have no dashes (its model/Machine.py: 1 to 30 of a-z, 0-9 and _). */
function withUnderscores(lab: Lab): Lab {
  const named = (name: string) => name.replaceAll("-", "_");
  const { routes, catchment, ...rest } = lab.predictions;
  return {
    ...lab,
    nodes: lab.nodes.map((node) => ({ ...node, name: named(node.name) })),
    predictions: {
      ...rest,
      routes: routes.map((each) => ({ ...each, node: named(each.node) })),
      catchment: catchment.map((each) => ({ ...each, node: named(each.node) })),
    },
  };
}
