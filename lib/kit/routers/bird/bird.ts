// BIRD 2 as a daemon: one process in each namespace, queried with birdc.
import { birdConfig } from "./config.js";
import { parseRoutes, sessionsDown } from "./output.js";
import type { Daemon } from "../daemon.js";
import { here, namespaceOf } from "../network-script.js";
import { SEPARATOR } from "../vty.js";

export const bird: Daemon = {
  name: "bird",
  title: "BIRD",
  programs: [
    { name: "bird", from: "bird2" },
    { name: "birdc", from: "bird2" },
  ],
  looks: { quiet: 2, inDoubt: 15 },
  prepare: "true",
  start: (plan, first, { forwards, stateOf }) =>
    plan.routers
      .map((router) => {
        const name = namespaceOf(router.number, first);
        const state = stateOf?.(router);
        return [
          here(`cat > /run/anycast/${name}.conf`, [birdConfig(plan, router, { forwards, ...(state && { state }) })]),
          `nsenter --net=/run/netns/${name} bird -c /run/anycast/${name}.conf -s /run/anycast/${name}.ctl -P /run/anycast/${name}.pid`,
        ].join("\n");
      })
      .join("\n"),
  // A new configuration: BIRD changes only what differs, and exports again where the filter is another.
  change: (plan, router, first, state) => {
    const name = namespaceOf(router.number, first);
    return [
      here(`cat > /run/anycast/${name}.conf`, [birdConfig(plan, router, { forwards: true, state })]),
      `birdc -s /run/anycast/${name}.ctl configure | grep -Eq 'Reconfigur' || { echo 'birdc refused the change' >&2; exit 1; }`,
    ].join("\n");
  },
  ask: (commands) => commands.map((command) => `${command} && echo ${SEPARATOR}`).join(" && "),
  askSessions: (name) => `birdc -s /run/anycast/${name}.ctl show protocols`,
  askRoutes: (name) => `birdc -s /run/anycast/${name}.ctl show route primary all`,
  sessionsDown: (answer) => sessionsDown(answer),
  routes: (answer) => parseRoutes(answer),
};
