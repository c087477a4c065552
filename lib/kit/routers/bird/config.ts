// A planned router as a configuration of BIRD 2, readable: the export to BIRD, and the configuration that `anycast routers` starts.
import { parsePrefix } from "../../routing/index.js";
import { alwaysMed, isTold, type Roa } from "../../routing/bgp/index.js";
import { comment, exportFilter, importFilter, roaTable, siteExportFilter } from "./filters.js";
import { dotted, MOST_PREFIXES } from "../daemon.js";
import { keepaliveMs, type PlannedRouter, type PlannedSession, type RoutersPlan } from "../plan.js";
import { plannedState, type RouterState } from "../router-state.js";

interface ConfigOptions {
  /** Whether its routes go into the kernel's tables. Defaults to false. */
  readonly forwards?: boolean;
  /** Defaults to the plan's. */
  readonly state?: RouterState;
}

/**
 * The configuration of one router for BIRD 2.
 * @example birdConfig(plan, plan.routers[0]).includes("bgp_local_pref = 200;") // true
 * @param plan all routers of a scenario
 * @param router one of the plan's
 */
export function birdConfig(
  plan: RoutersPlan,
  router: PlannedRouter,
  { forwards = false, state = plannedState(router) }: ConfigOptions = {},
): string {
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
    ...bfd(sessions),
    ...(announces ? announced(states[announces.state].problem.prefix.text, state.announcement !== undefined) : []),
    ...(validates ? families.flatMap((family) => roas(family, plan.roas)) : []),
    ...families.flatMap((family) => interior(plan, router, family)),
    ...sessions.flatMap((session) => bgp(plan, router, session, state)),
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

/** A site that has withdrawn its prefix keeps the protocol, without the route. */
function announced(prefix: string, now: boolean): string[] {
  const { family, text } = parsePrefix(prefix);
  return block("protocol static announced", [`ipv${family};`, ...(now ? [`route ${text} unreachable;`] : [])]);
}

/** BFD by interface; the sessions that use it say so. */
function bfd(sessions: readonly PlannedSession[]): string[] {
  const timers = sessions.flatMap(({ interface: name, detection }) =>
    detection?.bfd ? [[name, detection.bfd] as const] : [],
  );
  if (timers.length === 0) return [];
  return block(
    "protocol bfd",
    [...new Map(timers)].map(
      ([name, { intervalMs, multiplier }]) =>
        `interface "${name}" { interval ${intervalMs} ms; multiplier ${multiplier}; };`,
    ),
  );
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
function interior({ links }: RoutersPlan, { number }: PlannedRouter, family: 4 | 6): string[] {
  const inside = links
    .flatMap(({ ends }) => ends)
    .filter(({ router, metric }) => router === number && metric !== undefined);
  const isOf = (address: string) => address.includes(":") === (family === 6);
  const routes = inside.flatMap(({ interface: name, metric, addresses, reaches = [] }) =>
    [...addresses.map(([, other]) => other), ...reaches]
      .filter(isOf)
      .map((address) => `route ${address}/${family === 4 ? 32 : 128} via "${name}" { igp_metric = ${metric}; };`),
  );
  return routes.length === 0 ? [] : block(`protocol static interior${family}`, [`ipv${family};`, ...routes]);
}

function bgp(plan: RoutersPlan, router: PlannedRouter, session: PlannedSession, state: RouterState): string[] {
  const { states } = plan;
  const { remoteIs, remoteAsn, local, remote, family, protocol, routerId, passive, igpCost, detection } = session;
  const inside = igpCost !== undefined;
  const { announces } = router;
  const [{ problem }] = states;
  const policy = announces
    ? ["import none;", ...siteExport(plan, session, state)]
    : inside
      ? [
          "import all;",
          "export where source = RTS_BGP;",
          "next hop self ebgp;",
          "gateway recursive;",
          ...(family === 6 ? ["next hop prefer global; # as in the static routes"] : []),
        ]
      : [
          `receive limit ${MOST_PREFIXES} action disable;`,
          ...filter("import", importFilter(states, router, session)),
          ...filter("export", exportFilter(plan, router, session)),
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
    ...(plan.preferOlder ? ["prefer older on; # the route in use stays (RFC 5004)"] : []),
    ...(alwaysMed(problem) ? ["med metric on; # MED among the routes of all neighbours"] : []),
    ...(problem.missingMed > 0 ? [`default bgp_med ${problem.missingMed}; # a missing MED is the worst`] : []),
    ...(passive ? ["passive on;"] : []),
    ...(session.isClient ? ["rr client;"] : []),
    ...(state.closed.has(protocol) ? ["disabled; # shut down by an operator"] : []),
    ...(detection
      ? [`hold time ${detection.holdMs / 1000}; keepalive time ${keepaliveMs(detection.holdMs) / 1000};`]
      : []),
    ...(detection?.bfd ? ["bfd on;"] : []),
    "connect delay time 1; connect retry time 1; error wait time 1, 2;",
    ...block(`ipv${family}`, policy).slice(0, -1),
    "};",
  ]);
}

/** What a site announces to a neighbour; a site that has withdrawn has no route, so its filter does not matter. */
function siteExport({ routers }: RoutersPlan, { remoteAsn, remoteRouter }: PlannedSession, state: RouterState) {
  const { announcement } = state;
  if (!announcement || !isTold(announcement, routers[remoteRouter].index)) return ["export none;"];
  return filter("export", siteExportFilter(announcement, remoteAsn));
}

const filter = (direction: "import" | "export", lines: readonly string[]): string[] => [
  ...block(`${direction} filter`, lines).slice(0, -1),
  "};",
];
