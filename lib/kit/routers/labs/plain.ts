// A lab as plain files: configurations of FRR or BIRD and one script that starts them in separate namespaces.
import { frr } from "../frr/index.js";
import { privateFolders, startInside } from "../namespaces.js";
import { namespaceOf, networkScript } from "../network-script.js";
import { commonFiles } from "./common-files.js";
import { scriptHead, type Target } from "./target.js";
import type { Lab, LabFile, LabNode } from "./lab.js";
import type { Machine } from "./node-script.js";
import { scriptFile, stageFiles } from "./stages.js";

/** Private to the lab. */
const PIDS = "/run/anycast";

const spaceOf = ({ router }: LabNode): string => namespaceOf(router.number);

/** Starts the daemon of the namespace $n. bgpd takes a new configuration only at its start. */
const starts = {
  frr: `start_bgpd() { nsenter --net=/run/netns/$1 /usr/lib/frr/bgpd -d -S -z /run/anycast/$1/zserv -f $1.conf -i /run/anycast/$1/bgpd.pid --vty_socket /run/anycast/$1 -P 0; }
start_routing() {
  mkdir /run/anycast/$1
  nsenter --net=/run/netns/$1 /usr/lib/frr/zebra -d -u root -f /dev/null -i /run/anycast/$1/zebra.pid --vty_socket /run/anycast/$1 -z /run/anycast/$1/zserv -P 0
  start_bgpd $1
}`,
  bird: `start_routing() { nsenter --net=/run/netns/$1 bird -c $1.conf -s /run/anycast/$1.ctl -P /run/anycast/$1.pid; }`,
};

const loads = {
  frr: `${starts.frr}
load() {
  n=$(space "$1"); pid=$(cat /run/anycast/$n/bgpd.pid)
  kill "$pid"; while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  run "$1" sh "shared/nodes/$1.sh" && start_bgpd "$n"
}`,
  bird: `load() {
  n=$(space "$1")
  run "$1" sh "shared/nodes/$1.sh" && birdc -s /run/anycast/$n.ctl configure "\\"$PWD/$n.conf\\"" | grep -q Reconfigur
}`,
};

function plainFiles(lab: Lab, daemon: "frr" | "bird"): LabFile[] {
  const comment = daemon === "frr" ? "!" : "#";
  const target: Target = {
    head: scriptHead([
      `space() { grep -l "^[#!] lab node $1\\$" r*.conf | sed 's/\\.conf//'; }`,
      `run() { [ -e "/run/netns/$(space "$1")" ] || return 3; at=$(space "$1"); shift; nsenter --net=/run/netns/$at "$@"; }`,
      daemon === "frr"
        ? `vty() { vtysh --vty_socket "/run/anycast/$(space "$1")" -d bgpd -c "$2"; }`
        : `birdc_on() { birdc -s "/run/anycast/$(space "$1").ctl" "$2"; }`,
    ]),
    shared: "shared",
    pids: PIDS,
    needs: hints[daemon].split(".")[0].replace("Needs ", ""),
    shell: (node) => `nsenter --net=/run/netns/${spaceOf(lab.nodes.find(({ name }) => name === node)!)} bash`,
    tested: daemon === "frr" ? "FRR 8.4.4 (Debian 12)" : "BIRD 2.0.12 (Debian 12)",
    start: "sudo sh lab.sh",
    stop: "exit",
    daemon,
    load: loads[daemon],
  };
  const machine: Machine = {
    shared: "shared",
    pids: PIDS,
    interfaceOf: (planned) => planned,
    lays: false,
    tool: (node) =>
      daemon === "frr"
        ? `VTYSH="vtysh --vty_socket /run/anycast/${spaceOf(node)} -d bgpd"`
        : `BIRDC="birdc -s /run/anycast/${spaceOf(node)}.ctl"`,
  };
  return [
    { name: "lab.sh", text: startScript(lab, daemon) },
    ...stageFiles(lab, target, (node, config, variant) => [
      { name: `${spaceOf(node)}.conf`, text: `${comment} lab node ${node.name}\n${config}` },
      scriptFile(lab, node, machine, variant),
    ]),
    ...commonFiles(lab, target),
  ];
}

export const frrFiles = (lab: Lab): LabFile[] => plainFiles(lab, "frr");
export const birdFiles = (lab: Lab): LabFile[] => plainFiles(lab, "bird");

const hints = {
  frr: `Needs frr, iproute2 and python3. Then: vtysh --vty_socket /run/anycast/r0 -d bgpd -c "show bgp ipv4 unicast"`,
  bird: "Needs bird2, iproute2 and python3. Then: birdc -s /run/anycast/r0.ctl show route all",
};

const startScript = ({ nodes, plan }: Lab, daemon: "frr" | "bird"): string => `#!/bin/sh
# Starts the routers of this folder in namespaces of their own, and a shell among them; all is gone when the shell ends.
# Run as root: sh lab.sh, or sh lab.sh COMMAND... in place of the shell. ${hints[daemon]}
set -e
${startInside("lab.sh")}
${privateFolders}
${daemon === "frr" ? `${frr.prepare}\n` : ""}${networkScript(plan)}
${starts[daemon]}
while read -r space node; do
  start_routing $space </dev/null
  nsenter --net=/run/netns/$space sh shared/nodes/$node.sh </dev/null
  echo "$space $node"
done <<'END'
${nodes.map((node) => `${spaceOf(node)} ${node.name}`).join("\n")}
END
if [ $# -gt 0 ]; then "$@"; exit $?; fi
exec "\${SHELL:-/bin/sh}"
`;
