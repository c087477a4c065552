// The model's predictions as the `validate:` section of a netlab topology (https://netlab.tools/topology/validate/).
import { letterOf, type Lab } from "./lab.js";
import { clientOf } from "./return-paths.js";

/**
 * Sessions first, then each best path, then the sites that answer: netlab's own checks, generated from the model's predictions.
 * @param shared the folder of shared files, on a node
 */
export function validations({ nodes, predictions }: Lab, shared: string): Record<string, object> {
  const entries: [string, object][] = [];
  // Names in netlab have at most 16 characters, so the description states the check.
  const counts = { session: 0, path: 0, site: 0 };
  const key = (what: keyof typeof counts) => `${what}_${++counts[what]}`;
  for (const { name, router } of nodes)
    for (const session of router.sessions.filter((each) => each.remoteRouter > router.number)) {
      const other = nodes[session.remoteRouter].name;
      entries.push([
        key("session"),
        {
          description: `${name} has its session with ${other}`,
          wait: 60,
          nodes: [name],
          plugin: `bgp_neighbor(node.bgp.neighbors,'${other}',af='ipv${session.family}')`,
        },
      ]);
    }
  for (const { node, prefix, path, site } of predictions.routes) {
    const af = prefix.includes(":") ? "ipv6" : "ipv4";
    entries.push([
      key("path"),
      path
        ? {
            description: `${node} uses site ${site} for ${prefix}`,
            fail: `The model predicts AS path ${path.join(" ")}`,
            wait: 30,
            nodes: [node],
            plugin: `bgp_prefix('${prefix}',af='${af}',best=True,aspath='${path.join(" ")}')`,
          }
        : {
            description: `${node} has no route to ${prefix}`,
            nodes: [node],
            plugin: `bgp_prefix('${prefix}',af='${af}',state='missing')`,
          },
    ]);
  }
  for (const { node, address, site } of predictions.catchment) {
    const { router } = nodes.find(({ name }) => name === node)!;
    const client = clientOf(router, address.includes(":") ? 6 : 4);
    entries.push([
      key("site"),
      {
        description: `${node} asks ${address}: ${site === undefined ? "no answer" : `site ${site} answers`}`,
        wait: 15,
        nodes: [node],
        devices: ["frr"],
        exec: `python3 ${shared}/ask_site.py ${client} ${address} 60`,
        valid: `stdout.strip() == '${site === undefined ? "" : letterOf(site)}'`,
      },
    ]);
  }
  return Object.fromEntries(entries);
}
