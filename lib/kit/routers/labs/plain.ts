// A lab as plain files: configurations of FRR or BIRD and one script that starts them in separate namespaces.
import { birdConfig } from "../bird/index.js";
import { labFiles } from "../export.js";
import { privateFolders } from "../namespaces.js";
import { namespaceOf, networkScript } from "../network-script.js";
import { commonFiles, type Target } from "./common-files.js";
import type { Lab, LabFile } from "./lab.js";

const target = (of: "frr" | "bird"): Target => ({
  run: `n=$(grep -l "^[#!] lab node $node\\$" r*.conf | sed 's/\\.conf//'); ${
    of === "frr"
      ? 'shift; vtysh --vty_socket "/run/anycast/$n" -d bgpd "$@"'
      : 'shift; birdc -s "/run/anycast/$n.ctl" "$@"'
  }`,
  start: "sudo sh lab.sh",
  stop: "exit",
});

/** BIRD's are those of `anycast routers --export`, with the common files. */
export function birdFiles(lab: Lab): LabFile[] {
  const common = commonFiles(lab, target("bird")).filter(({ name }) => !/^(check|collect)\.sh$/.test(name));
  const marked = labFiles(lab.plan).map(({ name, text }) => {
    const number = /^r(\d+)\.conf$/.exec(name)?.[1];
    return number === undefined
      ? { name, text }
      : {
          name,
          text: `# lab node ${lab.nodes[Number(number)].name}\n${birdConfig(lab.plan, lab.plan.routers[Number(number)])}`,
        };
  });
  const collect = lab.nodes
    .filter(({ serves }) => serves === undefined)
    .map(
      ({ name, router }) =>
        `birdc -s /run/anycast/${namespaceOf(router.number)}.ctl show route all > outputs/${name}.txt`,
    );
  return [
    ...marked,
    {
      name: "collect.sh",
      text: `#!/bin/sh\n# Run inside lab.sh's shell.\nmkdir -p outputs\n${collect.join("\n")}\n`,
      executable: true,
    },
    ...common,
  ];
}

export function frrFiles(lab: Lab): LabFile[] {
  const start = lab.nodes.map(({ name, router }) => {
    const space = namespaceOf(router.number);
    const inside = `nsenter --net=/run/netns/${space} /usr/lib/frr`;
    return [
      `mkdir /run/anycast/${space}`,
      `${inside}/zebra -d -u root -f /dev/null -i /run/anycast/${space}/zebra.pid --vty_socket /run/anycast/${space} -z /run/anycast/${space}/zserv -P 0`,
      `${inside}/bgpd -d -S -z /run/anycast/${space}/zserv -f ${space}.conf -i /run/anycast/${space}/bgpd.pid --vty_socket /run/anycast/${space} -P 0`,
      `echo "${space} ${name}"`,
    ].join("\n");
  });
  const script = `#!/bin/sh
# Starts the routers of this folder in namespaces of their own, and a shell among them; all is gone when the shell ends.
# Run as root: sh lab.sh. Needs frr and iproute2. Then: vtysh --vty_socket /run/anycast/r0 -d bgpd -c "show bgp ipv4 unicast"
set -e
if [ "$ANYCAST_LAB" != inside ]; then
  cd "$(dirname "$0")"
  PATH="$PATH:/usr/sbin:/sbin" ANYCAST_LAB=inside exec unshare --kill-child --fork --pid --mount --mount-proc --net sh lab.sh "$@"
fi
${privateFolders}
mkdir /run/frr; sed 's/^frrvty:.*/&,root/' /etc/group > /run/group; mount --bind /run/group /etc/group
${networkScript(lab.plan)}
${start.join("\n")}
if [ $# -gt 0 ]; then "$@"; exit $?; fi
exec "\${SHELL:-/bin/sh}"
`;
  return [
    ...lab.nodes.map(({ name, router, config }) => ({
      name: `${namespaceOf(router.number)}.conf`,
      text: `! lab node ${name}\n${config}`,
    })),
    { name: "lab.sh", text: script },
    ...commonFiles(lab, target("frr")),
  ];
}
