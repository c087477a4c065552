// A plan as files: BIRD's configurations, and a script that starts all of them in separate namespaces and opens a shell there.
import { birdConfig } from "./bird/index.js";
import { privateFolders, startInside } from "./namespaces.js";
import { namespaceOf, networkScript } from "./network-script.js";
import type { RoutersPlan } from "./plan.js";

export interface LabFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The files of a laboratory: one BIRD configuration for each router, and a script that starts them in network namespaces.
 * @example labFiles(plan).map(({ name }) => name) // ["r0.conf","r1.conf","r2.conf","lab.sh"]
 */
export function labFiles(plan: RoutersPlan): LabFile[] {
  const configs = plan.routers.map((router) => ({
    name: `${namespaceOf(router.number)}.conf`,
    text: birdConfig(plan, router),
  }));
  return [...configs, { name: "lab.sh", text: script(plan) }];
}

const script = (plan: RoutersPlan): string => `#!/bin/sh
# Starts the routers of this folder in namespaces of their own, and a shell among them; all is gone when the shell ends.
# Run as root: sh lab.sh. Needs bird2 and iproute2. Then: birdc -s /run/anycast/r0.ctl show route all
set -e
${startInside("lab.sh")}
${privateFolders}
${networkScript(plan)}
${plan.routers
  .map(({ number, name }) => {
    const space = namespaceOf(number);
    return `nsenter --net=/run/netns/${space} bird -c ${space}.conf -s /run/anycast/${space}.ctl -P /run/anycast/${space}.pid; echo "${space} ${name.replace(/[^\w. :/-]/g, "?")}"`;
  })
  .join("\n")}
exec "\${SHELL:-/bin/sh}"
`;
