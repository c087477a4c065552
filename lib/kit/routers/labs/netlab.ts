// A lab for netlab (https://netlab.tools): the topology, our policies as a configuration template for each node, and the model's
// predictions as its `validate:` section. netlab gives the addresses; templates find a session by its neighbour's name.
import { stringify } from "yaml";
import { dotted } from "../daemon.js";
import { filterLists, routeMaps } from "../frr/index.js";
import type { PlannedSession } from "../plan.js";
import { commonFiles, type Target } from "./common-files.js";
import type { Lab, LabFile, LabNode } from "./lab.js";

export function netlabFiles(lab: Lab): LabFile[] {
  const target: Target = {
    run: 'netlab connect -q "$node" -- "$@"',
    start: "netlab up",
    stop: "netlab down --cleanup",
  };
  return [
    {
      name: "topology.yml",
      text: `# Written by anycast-kit for netlab 26\n${stringify(topology(lab), { lineWidth: 0 })}`,
    },
    ...lab.nodes.map((node) => ({ name: `anycast/${node.name}.frr.j2`, text: template(lab, node) })),
    ...commonFiles(lab, target),
  ];
}

const hasInside = ({ router }: LabNode): boolean => router.sessions.some(({ igpCost }) => igpCost !== undefined);

function topology(lab: Lab) {
  const { nodes, links, plan, title } = lab;
  const v6 = plan.states.some(({ problem }) => problem.prefix.family === 6);
  const several = nodes.some(hasInside);
  return {
    name: lab.name.replaceAll("-", "_").slice(0, 12),
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
            config: ["anycast"],
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
    validate: validations(lab),
  };
}

/** Sessions first, then each best path: netlab's own checks, generated from the model's predictions. */
function validations({ nodes, predictions }: Lab) {
  const entries: [string, object][] = [];
  // Names in netlab have at most 16 characters, so the description states the check.
  const counts = { session: 0, path: 0 };
  const key = (what: "session" | "path") => `${what}_${++counts[what]}`;
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
  return Object.fromEntries(entries);
}

/** FRR's commands in addition to netlab's own configuration. */
function template({ plan, nodes }: Lab, { router }: LabNode): string {
  const { announces, sessions, asn } = router;
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
    ...between.flatMap((session) => neighbour(nodes, sessions, session, announces !== undefined)),
    ...missingFamilies(nodes, sessions),
    "!",
    "",
  ].join("\n");
}

const named = (nodes: readonly LabNode[], { remoteRouter }: PlannedSession) => nodes[remoteRouter].name;

/** The lines for one session, by the name of the neighbour and its number among the sessions with it. */
function neighbour(
  nodes: readonly LabNode[],
  sessions: readonly PlannedSession[],
  session: PlannedSession,
  isSite: boolean,
): string[] {
  const { family, remoteRouter, protocol } = session;
  const same = sessions.filter((each) => each.remoteRouter === remoteRouter && each.family === family);
  return [
    `{% for n in bgp.neighbors if n.name == '${named(nodes, session)}' and n.ipv${family} is defined %}{% if loop.index0 == ${same.indexOf(session)} %}`,
    ` neighbor {{ n.ipv${family} }} timers connect 1`,
    ` neighbor {{ n.ipv${family} }} advertisement-interval 0`,
    ` address-family ipv${family} unicast`,
    `  neighbor {{ n.ipv${family} }} route-map ${isSite ? "NOTHING" : `${protocol}-in`} in`,
    `  neighbor {{ n.ipv${family} }} route-map ${protocol}-out out`,
    `  neighbor {{ n.ipv${family} }} maximum-prefix 100`,
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
