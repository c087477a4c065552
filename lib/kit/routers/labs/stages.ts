// The stages of a lab as files: stages/base, stages/solved and, with a fault, stages/broken each hold the files that differ between
// stages; restore.sh copies those of one stage into the lab and loads them into running nodes.
import type { Lab, LabFile, LabNode } from "./lab.js";
import type { Target } from "./target.js";
import { baseConfig, configIn, type Variant } from "./variant.js";
import { nodeScript, type Machine } from "./node-script.js";

/** The files of one node in one stage. @param config of the routing daemon @param isBase whether the node has no session yet */
type NodeFiles = (node: LabNode, config: string, variant: Variant, isBase: boolean) => readonly LabFile[];

/** The node's own script, under the name at which restore.sh finds it. */
export const scriptFile = (lab: Lab, node: LabNode, machine: Machine, { fault }: Variant): LabFile => ({
  name: `shared/nodes/${node.name}.sh`,
  text: nodeScript(lab, node, machine, fault),
});

/** The files of all stages, and those of the stage that the lab starts in at their own places. */
export function stageFiles(lab: Lab, target: Target, filesOf: NodeFiles): LabFile[] {
  const { daemon = "frr" } = target;
  const inVariant = (variant: Variant) =>
    lab.nodes.flatMap((node) => filesOf(node, configIn(daemon, variant, node.router), variant, false));
  const stages: Record<string, readonly LabFile[]> = {
    base: lab.nodes.flatMap((node) => filesOf(node, baseConfig(daemon, node.router), lab.solved, true)),
    ...(lab.broken && { broken: inVariant(lab.broken) }),
    solved: inVariant(lab.solved),
  };
  return [
    ...inVariant(lab.variant),
    ...Object.entries(stages).flatMap(([stage, files]) =>
      files.map((file) => ({ ...file, name: `stages/${stage}/${file.name}` })),
    ),
    { name: "restore.sh", text: restoreScript(lab, target, Object.keys(stages)), executable: true },
  ];
}

function restoreScript({ nodes }: Lab, { head, load, start, stop }: Target, stages: readonly string[]): string {
  return `#!/bin/sh
# Brings the lab to a stage: sh restore.sh ${stages.join("|")}. Changes that you made to its files are overwritten.
# Exit code: 0 if it is done, 2 for an unknown stage, 3 if a node could not be changed.
${head}
case $1 in
  ${stages.join(" | ")}) ;;
  *) echo "restore.sh: expected ${stages.join(", ")} (got \${1:-nothing})" >&2; exit 2 ;;
esac
cp -R "stages/$1/." . || exit 3
${
  load === undefined
    ? `echo "Files of stage $1 are in place. Start again: ${stop}; ${start}"`
    : `${load}
nodes="${nodes.map(({ name }) => name).join(" ")}"
run ${nodes[0].name} true 2>/dev/null || { echo "Files of stage $1 are in place; the lab is not running. Start: ${start}"; exit 0; }
loading=
for node in $nodes; do load "$node" & loading="$loading $node:$!"; done
for each in $loading; do
  wait "\${each#*:}" || { echo "restore.sh: \${each%:*} could not be changed" >&2; exit 3; }
done
echo "The lab is in stage $1."`
}
`;
}
