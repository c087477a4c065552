// A planned router as a configuration of BIRD 2, readable: the export to BIRD, and the configuration that `anycast routers` starts.
import { parsePrefix } from "../../routing/index.js";
import type { Roa } from "../../routing/bgp/index.js";
import { comment, exportFilter, importFilter, roaTable, siteExportFilter } from "./filters.js";
import { dotted } from "../daemon.js";
import type { PlannedRouter, PlannedSession, RoutersPlan } from "../plan.js";

/**
 * The configuration of one router for BIRD 2.
 * @param plan all routers of a scenario
 * @param router one of the plan's
 * @param options with `forwards` its routes go into the kernel's tables; defaults to false
 */
export function birdConfig(plan: RoutersPlan, router: PlannedRouter, { forwards = false } = {}): string {
  const { name, states } = plan;
  const { sessions, announces, index } = router;
  const families = [...new Set(sessions.map(({ family }) => family))].sort();
  const validates = !announces && states[0].problem.policies.get(index)?.rov;
  return [
    `# ${comment(router.name)} of the scenario ${comment(name)}, written by anycast-kit for BIRD 2`,
    `router id ${dotted(router.routerId)};`,
    "log stderr { error, fatal, bug };",
    "protocol device { }",
    ...(forwards ? families.flatMap(kernel) : []),
    ...(announces ? announced(announces.announcement.prefix ?? states[announces.state].problem.prefix.text) : []),
    ...(validates ? families.flatMap((family) => roas(family, plan.roas)) : []),
    ...families.flatMap((family) =>
      interior(
        sessions.filter((each) => each.family === family),
        family,
      ),
    ),
    ...sessions.flatMap((session) => bgp(plan, router, session)),
    "",
  ].join("\n");
}

const block = (head: string, body: readonly string[]): string[] => [
  `${head} {`,
  ...body.map((line) => `  ${line}`),
  "}",
];

/** Only routes of BGP go into the kernel's table. */
const kernel = (family: 4 | 6): string[] =>
  block(`protocol kernel kernel${family}`, [`ipv${family} { import none; export where source = RTS_BGP; };`]);

function announced(prefix: string): string[] {
  const { family, text } = parsePrefix(prefix);
  return block("protocol static announced", [`ipv${family};`, `route ${text} unreachable;`]);
}

/** Origin validation needs no RPKI server, because all ROAs are known. */
function roas(family: 4 | 6, all: readonly Roa[]): string[] {
  const own = all.map((roa) => ({ ...roa, of: parsePrefix(roa.prefix) })).filter(({ of }) => of.family === family);
  return [
    `roa${family} table ${roaTable(family)};`,
    ...block(`protocol static roas${family}`, [
      `roa${family} { table ${roaTable(family)}; };`,
      ...own.map(({ of, maxLength, asn }) => `route ${of.text} max ${maxLength ?? of.length} as ${asn};`),
    ]),
  ];
}

/** Replaces an IGP: a route to each router of the AS, with the cost for hot-potato routing. */
function interior(sessions: readonly PlannedSession[], family: 4 | 6): string[] {
  const inside = sessions.filter(({ igpCost }) => igpCost !== undefined);
  if (inside.length === 0) return [];
  const length = family === 4 ? 32 : 128;
  return block(`protocol static interior${family}`, [
    `ipv${family};`,
    ...inside.map(
      (each) => `route ${each.remote}/${length} via "${each.interface}" { igp_metric = ${each.igpCost}; };`,
    ),
  ]);
}

function bgp({ states }: RoutersPlan, router: PlannedRouter, session: PlannedSession): string[] {
  const { remoteIs, remoteAsn, local, remote, family, protocol, routerId, passive, igpCost } = session;
  const inside = igpCost !== undefined;
  const { announces } = router;
  const policy = announces
    ? ["import none;", ...filter("export", siteExportFilter(announces.announcement, remoteAsn))]
    : inside
      ? ["import all;", "export where source = RTS_BGP;", "next hop self;", "gateway recursive;"]
      : [
          ...filter("import", importFilter(states, router, session)),
          ...filter("export", exportFilter(states, router, session)),
        ];
  const is = announces ? "" : inside ? ", another router of this AS" : `, a ${remoteIs}`;
  return block(`protocol bgp ${protocol}`, [
    `# AS${remoteAsn}${is}`,
    `router id ${dotted(routerId)};`,
    `local ${local} as ${router.asn};`,
    `neighbor ${remote} as ${remoteAsn};`,
    "direct;",
    // MED is compared among all routes of one neighbour, whatever the order of arrival (RFC 4271, 9.1.2.2 c; off by default).
    "deterministic med on;",
    ...(passive ? ["passive on;"] : []),
    "connect delay time 1; connect retry time 1; error wait time 1, 2;",
    ...block(`ipv${family}`, policy).slice(0, -1),
    "};",
  ]);
}

const filter = (direction: "import" | "export", lines: readonly string[]): string[] => [
  ...block(`${direction} filter`, lines).slice(0, -1),
  "};",
];
