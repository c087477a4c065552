// check.sh of a lab: every best path, which site answers small and large queries, and whether a site withdraws when its server stops.
import { LARGE_QUERY } from "./network-faults.js";
import { clientOf } from "./return-paths.js";
import { letterOf, type Lab, type LabNode } from "./lab.js";
import type { Target } from "./target.js";

const familyOf = (address: string) => (address.includes(":") ? "ipv6" : "ipv4");

/** Takes the AS path out of what FRR's `show bgp ... bestpath json` prints: "Local" for a route of its own, nothing without a route. */
export const frrPath = `sed -n 's/.*"string":"\\([0-9 ]*\\|Local\\)".*/\\1/p' | head -n 1`;

/** The shell function `path NODE FAMILY PREFIX`: the AS path in use, "Local" where the prefix is announced, nothing without a route. */
const pathBy = {
  frr: `path() { vty "$1" "show bgp $2 unicast $3 bestpath json" 2>/dev/null | ${frrPath}; }`,
  bird: `path() {
  birdc_on "$1" "show route $3 primary all" 2>/dev/null | awk '/^[0-9a-f]/ { local = /\\[announced / } local && !said { print "Local"; said = 1 }
    /BGP.as_path:/ && !said { sub(/.*BGP.as_path: */, ""); sub(/ +$/, ""); print; said = 1 }'
}`,
};

export function checkScript(lab: Lab, target: Target): string {
  const { predictions, nodes } = lab;
  const { daemon = "frr" } = target;
  const paths = predictions.routes.map(
    ({ node, prefix, path }) =>
      `check ${node} ${familyOf(prefix)} ${prefix} "${path ? path.join(" ") || "Local" : ""}"`,
  );
  const title = lab.title.replace(/[^A-Za-z0-9._-]/g, "_");
  return `#!/bin/sh
# Whether the lab does what the model predicts (${title}): every best path, which site answers, and that each site
# withdraws its prefix when its server stops. check.sh paths looks at best paths only.
# Exit code: 0 if all is as predicted, 1 if something is not, 3 if the lab is not running.
${target.head}
${pathBy[daemon]}
bad=0
left=\${PATIENCE:-15} # seconds that routes may take to settle, all together
run ${nodes[0].name} true 2>/dev/null || { echo "The lab is not running. Start: ${target.start}" >&2; exit 3; }
check() {
  found=$(path "$1" "$2" "$3")
  while [ "$found" != "$4" ] && [ "$left" -gt 0 ]; do
    sleep 1
    left=$((left - 1))
    found=$(path "$1" "$2" "$3")
  done
  if [ "$found" = "$4" ]; then echo "ok    $1 $3 $4"; else echo "WRONG $1 $3: expected path '$4', got '$found'"; bad=1; fi
}
${paths.join("\n")}
${packets(lab, target)}exit $bad
`;
}

/** Queries from every router, and servers that stop. */
function packets({ predictions, nodes, plan, extra }: Lab, { shared, pids = "/tmp" }: Target): string {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const asks = predictions.catchment.map(({ node, address, site }) => {
    const { router } = byName.get(node)!;
    return `asks ${node} ${clientOf(router, address.includes(":") ? 6 : 4)} ${address} "${site === undefined ? "" : letterOf(site)}"`;
  });
  const sites = nodes.filter((node): node is LabNode & { serves: readonly string[] } => node.serves !== undefined);
  const announced = sites
    .filter(({ router }) => !extra.has(router.announces!.announcement.site))
    .map(({ name, router }) => {
      const { text } = plan.states[router.announces!.state].problem.prefix;
      return `${name} ${familyOf(text)} ${text}`;
    });
  return `[ "$1" != paths ] || exit $bad
asks() {
  for size in 60 ${LARGE_QUERY}; do
    found=$(run "$1" python3 "${shared}/ask_site.py" "$2" "$3" "$size" 2>/dev/null)
    if [ "$found" = "$4" ]; then echo "ok    $1 asks $3 with $size octets: \${4:-no answer}"; else
      echo "WRONG $1 asks $3 with $size octets: expected \${4:-no answer}, got \${found:-no answer}"; bad=1; fi
  done
}
# Stops the server of a site; it goes on by itself if this script is killed.
stop() { run "$1" sh -c "pid=\\$(cat ${pids}/site_server.$1.pid) && kill -STOP \\$pid && { (sleep $hold; kill -CONT \\$pid) >/dev/null 2>&1 </dev/null & }" 2>/dev/null; }
go_on() { run "$1" sh -c "kill -CONT \\$(cat ${pids}/site_server.$1.pid)" 2>/dev/null; }
becomes() { # NODE FAMILY PREFIX PATH: within PATIENCE seconds (15)
  i=0; while [ $i -lt "\${PATIENCE:-15}" ]; do [ "$(path "$1" "$2" "$3")" != "$4" ] || return 0; sleep 1; i=$((i + 1)); done
  return 1
}
${asks.join("\n")}
[ $bad = 0 ] || exit 1
sites="${announced.join("\n")}"
each_site() { echo "$sites" | while read -r node family prefix; do "$1" "$node" "$family" "$prefix" </dev/null || echo 1; done; }
hold=$((\${PATIENCE:-15} * ${announced.length + 1}))
trap 'each_site go_on >/dev/null' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
withdraws() { if becomes "$1" "$2" "$3" ""; then echo "ok    $1 withdraws $3 when its server stops"; else echo "WRONG $1 still announces $3 although its server stopped"; return 1; fi; }
announces() { becomes "$1" "$2" "$3" Local || { echo "WRONG $1 does not announce $3 although its server went on"; return 1; }; }
each_site stop
said=$(each_site withdraws)
each_site go_on
said="$said
$(each_site announces)"
echo "$said" | grep -v '^1*$'
! echo "$said" | grep -q '^WRONG' || bad=1
`;
}
