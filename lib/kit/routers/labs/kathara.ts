// A lab for Kathará: lab.conf, a start-up script for each device, and FRR's files in its folder.
import { commonFiles, startCommands, type Target } from "./common-files.js";
import type { Lab, LabFile } from "./lab.js";

export function katharaFiles(lab: Lab): LabFile[] {
  const { nodes, title } = lab;
  const target: Target = {
    run: 'kathara exec "$node" -- "$@"',
    start: "kathara lstart",
    stop: "kathara lclean",
  };
  // Kathará counts interfaces from 0, and names domains: a link is one.
  const conf = [
    `LAB_NAME="${title.replace(/["\n]/g, " ")}"`,
    'LAB_DESCRIPTION="Written by anycast-kit"',
    "LAB_VERSION=1",
    ...nodes.flatMap(({ name, interfaces }) => [
      `${name}[image]="kathara/frr"`,
      ...interfaces.map(({ link }, i) => `${name}[${i}]="L${link}"`),
    ]),
  ];
  return [
    { name: "lab.conf", text: `${conf.join("\n")}\n` },
    ...nodes.flatMap((node): LabFile[] => [
      {
        name: `${node.name}.startup`,
        text: `${startCommands(renumbered(node), "/shared").join("\n")}\nsystemctl start frr\n`,
      },
      { name: `${node.name}/etc/frr/frr.conf`, text: node.config },
      { name: `${node.name}/etc/frr/daemons`, text: "zebra=yes\nbgpd=yes\nstaticd=yes\nbfdd=yes\nvtysh_enable=yes\n" },
    ]),
    ...commonFiles(lab, target),
  ];
}

const renumbered = (node: Lab["nodes"][number]) => ({
  ...node,
  interfaces: node.interfaces.map((each, i) => ({ ...each, name: `eth${i}` })),
});
