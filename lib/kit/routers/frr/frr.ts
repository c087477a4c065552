// FRR as a daemon: bgpd in each namespace, queried over its own socket. If the IGP's cost matters, zebra runs too and gives
// bgpd the cost of the route to another router.
import type { Daemon } from "../daemon.js";
import { frrChanges } from "./changes.js";
import { bfdConfig, frrConfig } from "./config.js";
import { frrRoutes, frrSessionsDown } from "./output.js";
import { here, namespaceOf, sideBySide } from "../network-script.js";
import type { PlannedRouter } from "../plan.js";
import { askVty, vtyQuestion } from "../vty.js";

/** Debian's folder. */
const FOLDER = "/usr/lib/frr";

const needsZebra = ({ sessions }: PlannedRouter): boolean => sessions.some(({ igpCost }) => igpCost !== undefined);

export const frr: Daemon = {
  name: "frr",
  title: "FRR",
  programs: [
    { name: "bgpd", from: "frr" },
    { name: "zebra", from: "frr" },
  ],
  looks: { quiet: 2, inDoubt: 15 },
  // zebra requires its user to be in the group of vtysh; the file is private here. Each daemon leaves a folder in /var/tmp.
  prepare:
    "mount -t tmpfs none /var/tmp && mkdir -p /run/frr && sed 's/^frrvty:.*/&,root/' /etc/group > /run/group && mount --bind /run/group /etc/group",
  start: (plan, first, { forwards, stateOf }) =>
    sideBySide(
      plan.routers.map((router) => {
        const name = namespaceOf(router.number, first);
        const folder = `/run/anycast/${name}`;
        const inside = `nsenter --net=/run/netns/${name}`;
        const zebra = forwards || needsZebra(router);
        const bfd = bfdConfig(router);
        return [
          `mkdir ${folder}`,
          here(`cat > ${folder}.conf`, [frrConfig(plan, router, stateOf?.(router))]),
          ...(zebra
            ? [
                `${inside} ${FOLDER}/zebra -d -u root -f /dev/null -i ${folder}/zebra.pid --vty_socket ${folder} -z ${folder}/zserv -P 0 --log file:${folder}/zebra.log >/dev/null 2>&1`,
              ]
            : []),
          ...(bfd === undefined
            ? []
            : [
                here(`cat > ${folder}/bfdd.conf`, [bfd]),
                `${inside} ${FOLDER}/bfdd -d -u root -z ${folder}/zserv -f ${folder}/bfdd.conf -i ${folder}/bfdd.pid --vty_socket ${folder} --bfdctl ${folder}/bfdctl.sock -P 0 --log file:${folder}/bfdd.log`,
              ]),
          `${inside} ${FOLDER}/bgpd -d -S ${forwards ? "" : "-n "}${zebra ? `-z ${folder}/zserv` : "-Z"} -f ${folder}.conf -i ${folder}/bgpd.pid --vty_socket ${folder} -P 0 --log file:${folder}/bgpd.log`,
        ].join("\n");
      }),
    ),
  change: (plan, router, first, state) => {
    const commands = frrChanges(plan, router, state).map((command) => `-c '${command}'`);
    return `vtysh --vty_socket /run/anycast/${namespaceOf(router.number, first)} -d bgpd ${commands.join(" ")}`;
  },
  ask: askVty,
  askSessions: (name) => vtyQuestion(`/run/anycast/${name}`, "bgpd", ["show bgp summary json"]),
  askRoutes: (name, { states }) =>
    vtyQuestion(
      `/run/anycast/${name}`,
      "bgpd",
      states.map(({ problem: { prefix } }) => `show bgp ipv${prefix.family} unicast ${prefix.text} json`),
    ),
  sessionsDown: frrSessionsDown,
  routes: frrRoutes,
};
