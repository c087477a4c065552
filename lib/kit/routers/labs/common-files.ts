// Files of every lab: the model's predictions, a check with an exit code, the sites' server, a health check, a README.
import { readFileSync } from "node:fs";
import type { Lab, LabFile, LabNode } from "./lab.js";

const program = (name: string): string =>
  readFileSync(
    new URL(
      import.meta.url.endsWith(".ts") ? `../programs/${name}` : `../../../routers/programs/${name}`,
      import.meta.url,
    ),
    "utf8",
  );

/** Versions the labs were tested with; the images are pinned. */
export const FRR_IMAGE = "quay.io/frrouting/frr:8.4.4";
export const TRIED = "FRR 8.4.4, BIRD 2.0, netlab 26.10, containerlab 0.7x, Kathará 3.8";

export interface Target {
  /** How a command is run on a node, as a shell command with $1 for the node, followed by the other arguments. */
  readonly run: string;
  /** Commands to start and stop the lab. */
  readonly start: string;
  readonly stop: string;
}

export function commonFiles(lab: Lab, target: Target): LabFile[] {
  return [
    { name: "README.md", text: readme(lab, target) },
    { name: "predictions.json", text: `${JSON.stringify(lab.predictions, undefined, 1)}\n` },
    { name: "check.sh", text: checkScript(lab, target), executable: true },
    { name: "collect.sh", text: collectScript(lab, target), executable: true },
    { name: "shared/site_server.py", text: program("site_server.py"), executable: true },
    { name: "shared/health.sh", text: healthScript, executable: true },
    { name: "shared/daemons", text: "zebra=yes\nbgpd=yes\nstaticd=yes\nbfdd=yes\nvtysh_enable=yes\n" },
  ];
}

/** The shell commands that give a node its addresses, its delays and, at a site, its service. @param folder of the shared files */
export function startCommands({ interfaces, serves, router }: LabNode, folder: string): string[] {
  const length = (address: string) => (address.includes(":") ? 128 : 32);
  return [
    ...interfaces.flatMap(({ name, addresses, metric, delayMs }) => [
      ...addresses.map(
        ([own, other]) =>
          `ip addr add ${own} peer ${other}/${length(other)} dev ${name}${own.includes(":") ? " nodad" : ""}${metric ? ` metric ${metric}` : ""}`,
      ),
      // Without netem in the kernel the lab still works, without delay.
      ...(delayMs > 0 ? [`sh -c 'tc qdisc add dev ${name} root netem delay ${delayMs}ms || true'`] : []),
    ]),
    "sysctl -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1",
    ...(serves
      ? [
          `ip addr add ${serves}/${length(serves)} dev lo`,
          `sh -c 'python3 ${folder}/site_server.py ${quotable(router.announces!.announcement.site)} ${serves} >/dev/null 2>&1 &'`,
        ]
      : []),
  ];
}

const quotable = (text: string): string => text.replace(/[^A-Za-z0-9._-]/g, "_");

/** On a site: withdraws after three failed checks, and announces after two successful ones. */
const healthScript = `#!/bin/sh
# Health check of a site: asks its own server each second; withdraws the prefix after FALL failures, announces it after RISE
# successes. Usage: health.sh ASN PREFIX ADDRESS  (RISE=2 FALL=3 INTERVAL=1 in the environment)
asn=$1; prefix=$2; address=$3; good=0; bad=0; up=1
case $prefix in *:*) family=ipv6 ;; *) family=ipv4 ;; esac
announce() { vtysh -c "configure terminal" -c "router bgp $asn" -c "address-family $family unicast" -c "$1 network $prefix"; }
probe() { python3 - "$address" <<'END'
import socket, sys
query = bytes.fromhex("00010000000100000000000008686f73746e616d650462696e640000100003")
s = socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(0.8)
s.sendto(query, (sys.argv[1], 53))
s.recv(512)
END
}
while :; do
  if probe 2>/dev/null; then good=$((good + 1)); bad=0; else bad=$((bad + 1)); good=0; fi
  if [ $up = 1 ] && [ $bad -ge "\${FALL:-3}" ]; then announce no; up=0; echo "withdrawn"; fi
  if [ $up = 0 ] && [ $good -ge "\${RISE:-2}" ]; then announce ""; up=1; echo "announced"; fi
  sleep "\${INTERVAL:-1}"
done
`;

const head = ({ run }: Target) => `cd "$(dirname "$0")" || exit 3
run() { node=$1; shift; ${run}; }
`;

const familyOf = (prefix: string) => (prefix.includes(":") ? "ipv6" : "ipv4");

function checkScript({ predictions, title }: Lab, target: Target): string {
  const lines = predictions.routes.map(
    ({ node, prefix, path }) =>
      `check ${node} ${familyOf(prefix)} ${prefix} "${path ? path.join(" ") || "Local" : ""}"`,
  );
  return `#!/bin/sh
# Whether every router's best path is the one that the model predicts (${quotable(title)}).
# Exit code: 0 if all are, 1 if one is not, 3 if the lab is not running.
${head(target)}bad=0
check() {
  found=$(run "$1" vtysh -c "show bgp $2 unicast $3 bestpath json" 2>/dev/null | sed -n 's/.*"string":"\\([0-9 ]*\\|Local\\)".*/\\1/p' | head -n 1)
  if [ "$found" = "$4" ]; then echo "ok    $1 $3 $4"; else echo "WRONG $1 $3: expected path '$4', got '$found'"; bad=1; fi
}
${lines.join("\n")}
exit $bad
`;
}

function collectScript({ predictions }: Lab, target: Target): string {
  const nodes = [...new Set(predictions.routes.map(({ node }) => node))];
  const prefixes = (node: string) =>
    predictions.routes.filter((each) => each.node === node).map(({ prefix }) => prefix);
  return `#!/bin/sh
# Writes what each router says into outputs/, for: npx anycast lab compare .
${head(target)}mkdir -p outputs
${nodes
  .map(
    (node) =>
      `run ${node} vtysh ${prefixes(node)
        .map((prefix) => `-c "show bgp ${familyOf(prefix)} unicast ${prefix} json"`)
        .join(" ")} > outputs/${node}.json`,
  )
  .join("\n")}
`;
}

function readme({ title, nodes, predictions }: Lab, { start, stop }: Target): string {
  const sites = nodes.filter(({ serves }) => serves);
  return `# ${title}

An anycast lab written by anycast-kit, with its predictions. Tried with ${TRIED}.

Start: \`${start}\`. End: \`${stop}\`.

Predict first: which site answers each router? Then look: \`sh check.sh\` compares every best path with predictions.json, and ends
with 0 if all agree. \`sh collect.sh && npx anycast lab compare .\` names each difference with the vendor's rule.

| node | what it is |
| --- | --- |
${nodes.map(({ name, router, serves }) => `| ${name} | ${router.name.replaceAll("|", "/")}${serves ? `, serves ${serves}` : ""} |`).join("\n")}

Ask a site who it is, from any router: \`dig @ADDRESS hostname.bind TXT CH +nsid\`. Predicted:

${predictions.catchment.map(({ node, address, site }) => `- ${node} asks ${address}: ${site === undefined ? "no answer" : `site ${site}`}`).join("\n")}

Break it: stop a site's server (\`pkill -f site_server\` on ${sites[0]?.name ?? "a site"}) with and without
\`sh /lab/shared/health.sh ASN PREFIX ADDRESS\` running there, and compare how long queries are lost.

All sessions have import and export filters and a maximum number of prefixes. Nothing here is meant for a real router: check that
prefixes and ASNs are those of documentation (RFC 5737, RFC 3849, RFC 5398) or private before you paste anything.
`;
}
