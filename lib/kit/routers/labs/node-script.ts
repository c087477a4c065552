// The script that gives a node what its routing daemon does not: addresses, delays, forwarding, return paths and, at a site, its
// service and health check. It may run again, so that a running lab can be brought to another stage.
import type { Lab, LabNode } from "./lab.js";
import { discardRoutes } from "../network-script.js";
import type { NetworkFault } from "./fault.js";
import { clientOf, returnPaths } from "./return-paths.js";

/** Where a node's commands run. */
export interface Machine {
  /** Folder of the lab's shared files, on the node. */
  readonly shared: string;
  /** Folder for process ids, on the node. Defaults to /tmp. */
  readonly pids?: string;
  /** The name of a planned interface (e0) on the node. */
  readonly interfaceOf: (planned: string) => string;
  /** Whether the script gives the interfaces their addresses; else the lab has done it. */
  readonly lays: boolean;
  /** The address at the other end of a planned interface, if the lab's addresses are not the plan's. Defaults to the plan's. */
  readonly addressBeyond?: (planned: string, family: 4 | 6) => string;
  /** How the health check changes the route: environment variables for health.sh. */
  readonly tool?: (node: LabNode) => string;
}

const bits = (address: string) => (address.includes(":") ? 128 : 32);

/** FRR takes the IGP's cost to a router from the metric of the route to it. */
const metricOf = (metric: number | undefined) => (metric ? ` metric ${metric}` : "");

/** @param fault one of the network, if the stage has it */
export function nodeScript(lab: Lab, node: LabNode, machine: Machine, fault?: NetworkFault): string {
  const { plan } = lab;
  const { router, interfaces, serves, name } = node;
  const { interfaceOf, lays, addressBeyond } = machine;
  const families = [...new Set(plan.states.map(({ problem }) => problem.prefix.family))];
  const strict = fault?.kind === "reverse-path" && fault.router === router.number ? 1 : 0;
  const batch = [
    ...interfaces.flatMap(({ name: planned, addresses, metric, link, reaches }) => [
      ...(lays
        ? addresses.map(
            ([own, other]) =>
              `addr replace ${own} peer ${other}/${bits(other)} dev ${interfaceOf(planned)}${own.includes(":") ? " nodad" : ""}${metricOf(metric)}`,
          )
        : []),
      ...(lays
        ? reaches.map((far) => {
            const [, via] = addresses.find(([, other]) => bits(other) === bits(far))!;
            return `route replace ${far}/${bits(far)} via ${via} dev ${interfaceOf(planned)}${metricOf(metric)}`;
          })
        : []),
      `link set ${interfaceOf(planned)} mtu ${fault?.kind === "mtu" && fault.link === link ? fault.bytes : 1500}`,
    ]),
    ...interfaces.flatMap(({ name: planned, addresses: [[, other]], ownRoute }) => {
      if (!ownRoute) return [];
      const via = addressBeyond?.(planned, other.includes(":") ? 6 : 4) ?? other;
      return [`route replace ${ownRoute.prefix} via ${via} dev ${interfaceOf(planned)} metric ${ownRoute.metric}`];
    }),
    ...discardRoutes(plan, router).map((route) => `route replace ${route}`),
    ...(serves ?? []).map((address) => `addr replace ${address}/${bits(address)} dev lo`),
    ...(router.announces
      ? []
      : families.map((family) => `addr replace ${clientOf(router, family)}/${family === 4 ? 32 : 128} dev lo`)),
    ...returnPaths(plan, router).flatMap((path) =>
      path.via.flatMap((via) => {
        const family = via.includes(":") ? 6 : 4;
        if (!families.includes(family)) return [];
        const next = addressBeyond?.(path.interface, family) ?? via;
        return [
          `route replace ${clientOf(path.client, family)}/${bits(via)} via ${next} dev ${interfaceOf(path.interface)}`,
        ];
      }),
    ),
  ];
  const delays = interfaces.filter(({ delayMs }) => delayMs > 0);
  return [
    "#!/bin/sh",
    `# ${name}: its network and services. It may run again.`,
    // Nodes may share /proc/sys with the machine, or have it read-only; then the values are the machine's.
    'set_to() { value=$1; shift; for each; do echo "$value" > "$each" 2>/dev/null; done; }',
    "set_to 1 /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding",
    `set_to 0 /proc/sys/net/ipv4/conf/*/rp_filter${strict ? "; set_to 1 /proc/sys/net/ipv4/conf/*/rp_filter; set_to 0 /proc/sys/net/ipv4/conf/all/rp_filter" : ""}`,
    "ip -force -batch - <<'END'",
    ...batch,
    "END",
    // Without netem in the kernel the lab works without delay.
    ...delays.map(
      ({ name: planned, delayMs }) =>
        `tc qdisc replace dev ${interfaceOf(planned)} root netem delay ${delayMs}ms 2>/dev/null || true`,
    ),
    ...(serves ? service(lab, node, machine, fault) : []),
    "",
  ].join("\n");
}

function service(
  { plan }: Lab,
  node: LabNode,
  { shared, tool, pids = "/tmp" }: Machine,
  fault?: NetworkFault,
): string[] {
  const { name, letter, serves, router } = node;
  const { text } = plan.states[router.announces!.state].problem.prefix;
  const isChecked = !(fault?.kind === "no-health-check" && fault.router === router.number);
  // A session of its own, so that all processes of a service end together.
  const start = (what: string, command: string) =>
    `setsid ${command} >${pids}/${what}.${name}.log 2>&1 & echo $! > ${pids}/${what}.${name}.pid`;
  return [
    `for each in site_server health; do [ ! -e ${pids}/$each.${name}.pid ] || kill -9 -$(cat ${pids}/$each.${name}.pid) 2>/dev/null; rm -f ${pids}/$each.${name}.pid; done`,
    start("site_server", `python3 ${shared}/site_server.py ${letter} ${serves!.join(" ")}`),
    ...(isChecked
      ? [
          start(
            "health",
            `env ${tool ? `${tool(node)} ` : ""}sh ${shared}/health.sh ${router.asn} ${text} ${serves![0]}`,
          ),
        ]
      : []),
  ];
}
