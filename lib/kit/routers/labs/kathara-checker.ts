// The model's predictions as a configuration for kathara-lab-checker (https://github.com/KatharaFramework/kathara-lab-checker): devices
// and domains, sessions, the best path of every router, and which site answers.
import { frrPath } from "./check-script.js";
import { KATHARA_IMAGE } from "./common-files.js";
import { letterOf, type Lab, type LabFile } from "./lab.js";
import { LARGE_QUERY } from "./network-faults.js";
import { clientOf } from "./return-paths.js";

export const CHECKER_README =
  "Kathará's own checker starts the lab, checks it and ends it: `pip install kathara-lab-checker==0.1.14`, then\n`python3 -m kathara_lab_checker --config lab-checker.json --lab . --no-cache` (with `--live` for a lab that runs).";

/** Its own check of routes wants every route that a router has; the model predicts the best one, so this is a command. */
const BEST_PATH = `#!/bin/sh
# Prints the AS path that FRR on this node uses: "Local" for a prefix of its own, "none" without a route.
# Usage: best_path.sh ipv4|ipv6 PREFIX
found=$(vtysh -c "show bgp $1 unicast $2 bestpath json" 2>/dev/null | ${frrPath})
echo "\${found:-none}"
`;

/** The checker gives it once, after it has started the lab, s. */
const CONVERGENCE_S = 30;

interface Command {
  readonly command: string;
  readonly output: string;
}

/** @param shared the folder of shared files, on a device */
export function checkerFiles({ nodes, predictions }: Lab, shared: string): LabFile[] {
  const commands = new Map<string, Command[]>(nodes.map(({ name }) => [name, []]));
  for (const { node, prefix, path } of predictions.routes)
    commands.get(node)!.push({
      command: `sh ${shared}/best_path.sh ${prefix.includes(":") ? "ipv6" : "ipv4"} ${prefix}`,
      output: path ? path.join(" ") || "Local" : "none",
    });
  for (const { node, address, site } of predictions.catchment) {
    const { router } = nodes.find(({ name }) => name === node)!;
    for (const octets of [60, LARGE_QUERY])
      commands.get(node)!.push({
        command: `python3 ${shared}/ask_site.py ${clientOf(router, address.includes(":") ? 6 : 4)} ${address} ${octets}`,
        output: site === undefined ? "" : letterOf(site),
      });
  }
  const configuration = {
    convergence_time: CONVERGENCE_S,
    default_image: KATHARA_IMAGE,
    structure: "lab.conf",
    test: {
      requiring_startup: nodes.map(({ name }) => name),
      protocols: {
        bgpd: {
          neighbors: Object.fromEntries(
            nodes.map(({ name, router }) => [
              name,
              router.sessions.map(({ remote, remoteAsn }) => ({ ip: remote, asn: remoteAsn })),
            ]),
          ),
        },
      },
      custom_commands: Object.fromEntries([...commands].filter(([, own]) => own.length > 0)),
    },
  };
  return [
    { name: "lab-checker.json", text: `${JSON.stringify(configuration, undefined, 1)}\n` },
    { name: "shared/best_path.sh", text: BEST_PATH, executable: true },
  ];
}
