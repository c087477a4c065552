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
  start: (plan, first, options) =>
    plan.routers
      .map((router) => {
        const name = namespaceOf(router.number, first);
        return [
          here(`cat > /run/anycast/${name}.conf`, [birdConfig(plan, router, options)]),
          `nsenter --net=/run/netns/${name} bird -c /run/anycast/${name}.conf -s /run/anycast/${name}.ctl -P /run/anycast/${name}.pid`,
        ].join("\n");
      })
      .join("\n"),
  ask: (commands) => commands.map((command) => `${command} && echo ${SEPARATOR}`).join(" && "),
  askSessions: (name) => `birdc -s /run/anycast/${name}.ctl show protocols`,
  askRoutes: (name) => `birdc -s /run/anycast/${name}.ctl show route primary all`,
  sessionsDown: (answer) => sessionsDown(answer),
  routes: (answer) => parseRoutes(answer),
};
