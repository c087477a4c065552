// A lab for netlab (https://netlab.tools): the topology, two configuration templates for each node (our policies for FRR; a script with
// clients, return paths, servers and health checks), and the model's predictions as its `validate:` section. netlab gives the addresses;
// templates find a session by its neighbour's name.
import { stringify } from "yaml";
import { dotted, MOST_PREFIXES } from "../daemon.js";
import { filterLists, outMap, routeMaps } from "../frr/index.js";
import { discardRoutes } from "../network-script.js";
import type { PlannedRouter, PlannedSession } from "../plan.js";
import { commonFiles } from "./common-files.js";
import { scriptHead, type Target } from "./target.js";
import type { Lab, LabFile, LabNode } from "./lab.js";
import { validations } from "./netlab-validate.js";
import { nodeScript, type Machine } from "./node-script.js";
import { stageFiles } from "./stages.js";
import type { Variant } from "./variant.js";

/** The lab's folder `shared`, on a node. */
const SHARED = "/run/lab";

/** netlab numbers a node's interfaces in the order of the links; eth0 is the management network's. */
const interfaceOf = (planned: string) => `eth${Number(planned.slice(1)) + 1}`;

/** A template's expression: netlab knows the address. */
const addressBeyond = (planned: string, family: 4 | 6): string =>
  `{% for i in interfaces if i.ifname == '${interfaceOf(planned)}' %}{{ i.neighbors[0].ipv${family}.split('/')[0] }}{% endfor %}`;

const machine: Machine = { shared: SHARED, interfaceOf, lays: false, addressBeyond };

export function netlabFiles(lab: Lab): LabFile[] {
  const target: Target = {
    // `netlab connect` joins the words of a command and its shell expands them, so that a script cannot pass $ through it.
    head: scriptHead([
      `run() { node=$1; shift; docker exec "clab-${nameOf(lab)}-$node" "$@"; }`,
      'vty() { run "$1" vtysh -c "$2"; }',
    ]),
    shell: (node) => `netlab connect ${node}`,
    needs:
      "[netlab](https://netlab.tools/install/) 26 with containerlab and Docker, and the right to use Docker without sudo",
    shared: SHARED,
    more: "`netlab validate` compares sessions, best paths and the sites that answer with the same predictions.",
    tested:
      "netlab 26.10. The configurations from `netlab create` ran on FRR 8.4.4 in network namespaces, and `netlab validate` passed there. The containers that netlab starts have the FRR that it pins itself (10.7.1)",
    start: "netlab up",
    stop: "netlab down --cleanup",
  };
  return [
    {
      name: "topology.yml",
      text: `# Written by anycast-kit for netlab 26\n${stringify(topology(lab), { lineWidth: 0 })}`,
    },
    ...stageFiles(lab, target, (node, _config, variant, isBase) => [
      { name: `anycast/${node.name}.frr.j2`, text: isBase ? "!\n" : template(lab, node, variant) },
      { name: `services/${node.name}.frr.j2`, text: nodeScript(lab, node, machine, variant.fault) },
    ]),
    ...commonFiles(lab, target),
  ];
}

/** netlab accepts 12 characters, and makes containers clab-NAME-NODE. */
const nameOf = ({ name }: Lab): string => name.replaceAll("-", "_").slice(0, 12);

const hasInside = ({ router }: LabNode): boolean => router.sessions.some(({ igpCost }) => igpCost !== undefined);

function topology(lab: Lab) {
  const { nodes, links, plan, title } = lab;
  const v6 = plan.states.some(({ problem }) => problem.prefix.family === 6);
  const several = nodes.some(hasInside);
  return {
    name: nameOf(lab),
    provider: "clab",
    "defaults.device": "frr",
    module: ["bgp"],
    "bgp.advertise_loopback": false,
    ...(v6 && {
      addressing: {
        loopback: { ipv4: "10.0.0.0/16", ipv6: "2001:db8:a::/48" },
        p2p: { ipv4: "10.1.0.0/16", ipv6: "2001:db8:b::/48" },
      },
    }),
    message: `${title}\n\nPredict first which site each router uses, then run: netlab validate\n`,
    nodes: Object.fromEntries(
      nodes.map((node) => {
        const { asn, singleId, announces } = node.router;
        return [
          node.name,
          {
            ...(several && { module: hasInside(node) ? ["bgp", "ospf"] : ["bgp"] }),
            "bgp.as": asn,
            "bgp.router_id": dotted(singleId),
            // The sites of an AS have no sessions with each other.
            ...(announces && { "bgp.sessions": { ipv4: ["ebgp"], ...(v6 && { ipv6: ["ebgp"] }) } }),
            ...(announces && { "bgp.originate": [plan.states[announces.state].problem.prefix.text] }),
            config: ["anycast", "services"],
            "clab.binds": [`shared:${SHARED}:ro`],
          },
        ];
      }),
    ),
    links: links.map(({ ends }) => {
      const cost = ends[0].metric;
      const names = ends.map(({ router }) => nodes[router].name);
      return {
        [names[0]]: {},
        [names[1]]: {},
        ...(cost !== undefined && { "ospf.cost": Math.max(1, Math.min(65535, cost)) }),
      };
    }),
    validate: validations(lab, SHARED),
  };
}

/** FRR's commands in addition to netlab's own configuration. */
function template({ nodes }: Lab, { router }: LabNode, { plan, stateOf }: Variant): string {
  const { announces, sessions, asn } = router;
  const state = stateOf(router);
  const between = sessions.filter(({ igpCost }) => igpCost === undefined);
  return [
    "!",
    "route-map NOTHING deny 10",
    ...filterLists(plan, router),
    ...routeMaps(plan, router),
    "!",
    "bgp route-map delay-timer 0",
    `router bgp ${asn}`,
    " no bgp bestpath as-path multipath-relax",
    " bgp bestpath compare-routerid",
    " bgp deterministic-med",
    ...insideOf(nodes, router),
    ...between.flatMap((session) =>
      neighbour(nodes, sessions, session, {
        in: announces ? "NOTHING" : `${session.protocol}-in`,
        discards: discardRoutes(plan, router).length > 0,
        out: announces ? outMap(plan, session, state) : `${session.protocol}-out`,
      }),
    ),
    ...missingFamilies(nodes, sessions),
    "!",
    "",
  ].join("\n");
}

const named = (nodes: readonly LabNode[], { remoteRouter }: PlannedSession) => nodes[remoteRouter].name;

/** netlab joins all nodes of an AS: sessions that the plan does not have go, those with its sites too, and clients of a reflector are named. */
function insideOf(nodes: readonly LabNode[], { number, asn, announces, sessions }: PlannedRouter): string[] {
  if (announces) return [];
  const inside = sessions.filter(({ igpCost }) => igpCost !== undefined);
  const absent = nodes.filter(
    ({ router }) =>
      router.asn === asn &&
      router.number !== number &&
      !inside.some(({ remoteRouter }) => remoteRouter === router.number),
  );
  const each = (name: string, family: 4 | 6, lines: readonly string[]) => [
    `{% for n in bgp.neighbors if n.name == '${name}' and n.ipv${family} is defined %}`,
    ...lines,
    "{% endfor %}",
  ];
  return [
    ...absent.flatMap(({ name }) =>
      ([4, 6] as const).flatMap((family) => each(name, family, [` no neighbor {{ n.ipv${family} }}`])),
    ),
    ...inside
      .filter(({ isClient }) => isClient)
      .flatMap(({ family, remoteRouter }) =>
        each(nodes[remoteRouter].name, family, [
          ` address-family ipv${family} unicast`,
          `  neighbor {{ n.ipv${family} }} route-reflector-client`,
          " exit-address-family",
        ]),
      ),
  ];
}

/** The lines for one session, by the name of the neighbour and its number among the sessions with it. */
function neighbour(
  nodes: readonly LabNode[],
  sessions: readonly PlannedSession[],
  session: PlannedSession,
  { discards, ...maps }: { readonly in: string; readonly out: string; readonly discards: boolean },
): string[] {
  const { family, remoteRouter } = session;
  const same = sessions.filter((each) => each.remoteRouter === remoteRouter && each.family === family);
  return [
    `{% for n in bgp.neighbors if n.name == '${named(nodes, session)}' and n.ipv${family} is defined %}{% if loop.index0 == ${same.indexOf(session)} %}`,
    ` neighbor {{ n.ipv${family} }} timers connect 1`,
    ` neighbor {{ n.ipv${family} }} advertisement-interval 0`,
    ...(discards ? [` neighbor {{ n.ipv${family} }} disable-connected-check`] : []),
    ` address-family ipv${family} unicast`,
    `  neighbor {{ n.ipv${family} }} route-map ${maps.in} in`,
    `  neighbor {{ n.ipv${family} }} route-map ${maps.out} out`,
    `  neighbor {{ n.ipv${family} }} maximum-prefix ${MOST_PREFIXES}`,
    " exit-address-family",
    "{% endif %}{% endfor %}",
  ];
}

/** netlab makes a session for each family that a link has; sessions that the plan does not have exchange no routes. */
function missingFamilies(nodes: readonly LabNode[], sessions: readonly PlannedSession[]): string[] {
  const others = [...new Map(sessions.map((session) => [session.remoteRouter, session])).values()];
  return others.flatMap((session) =>
    ([4, 6] as const)
      .filter(
        (family) => !sessions.some((each) => each.remoteRouter === session.remoteRouter && each.family === family),
      )
      .flatMap((family) => [
        `{% for n in bgp.neighbors if n.name == '${named(nodes, session)}' and n.ipv${family} is defined %}`,
        ` address-family ipv${family} unicast`,
        `  neighbor {{ n.ipv${family} }} route-map NOTHING in`,
        `  neighbor {{ n.ipv${family} }} route-map NOTHING out`,
        " exit-address-family",
        "{% endfor %}",
      ]),
  );
}
