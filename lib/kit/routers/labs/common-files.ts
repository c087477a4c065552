// Files of every lab: the model's predictions, a check with an exit code, the programs of its nodes, a README.
import { readFileSync } from "node:fs";
import { checkScript } from "./check-script.js";
import type { Lab, LabFile } from "./lab.js";
import { clientOf } from "./return-paths.js";
import type { Target } from "./target.js";

const program = (name: string): string =>
  readFileSync(
    new URL(
      import.meta.url.endsWith(".ts") ? `../programs/${name}` : `../../../routers/programs/${name}`,
      import.meta.url,
    ),
    "utf8",
  );

/** The version that the labs are tested with. */
export const FRR_IMAGE = "quay.io/frrouting/frr:8.4.4";
/**
 * Of the tags in the README of https://github.com/KatharaFramework/Docker-Images (9, 10, latest) the one next to that version. It names
 * FRR's major version only.
 */
export const KATHARA_IMAGE = "kathara/frr:9";

export function commonFiles(lab: Lab, target: Target): LabFile[] {
  return [
    { name: "README.md", text: readme(lab, target) },
    { name: "predictions.json", text: `${JSON.stringify(lab.predictions, undefined, 1)}\n` },
    { name: "check.sh", text: checkScript(lab, target), executable: true },
    { name: "collect.sh", text: collectScript(lab, target), executable: true },
    { name: "shared/site_server.py", text: program("site_server.py"), executable: true },
    { name: "shared/ask_site.py", text: program("ask_site.py"), executable: true },
    { name: "shared/health.sh", text: program("health.sh"), executable: true },
    { name: "shared/daemons", text: "zebra=yes\nbgpd=yes\nstaticd=yes\nbfdd=yes\nvtysh_enable=yes\n" },
  ];
}

const familyOf = (prefix: string) => (prefix.includes(":") ? "ipv6" : "ipv4");

function collectScript({ predictions }: Lab, { head, daemon = "frr" }: Target): string {
  const nodes = [...new Set(predictions.routes.map(({ node }) => node))];
  const own = (node: string) => predictions.routes.filter((each) => each.node === node).map(({ prefix }) => prefix);
  const ask = (node: string): string =>
    daemon === "bird"
      ? `birdc_on ${node} "show route all" > outputs.new/${node}.txt`
      : `{ ${own(node)
          .map((prefix) => `vty ${node} "show bgp ${familyOf(prefix)} unicast ${prefix} json";`)
          .join(" ")} } > outputs.new/${node}.json`;
  return `#!/bin/sh
# Writes what each router says into outputs/, for: npx anycast lab compare .
${head}
rm -rf outputs.new && mkdir outputs.new || exit 3
trap 'rm -rf outputs.new' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
${nodes.map(ask).join("\n")}
rm -rf outputs && mv outputs.new outputs
`;
}

function readme(lab: Lab, target: Target): string {
  const { title, nodes, predictions, broken } = lab;
  const { start, stop, needs, shell, tested, shared, pids = "/tmp", more } = target;
  const site = nodes.find(({ serves }) => serves)!;
  const [asked] = predictions.catchment;
  return `# ${title}

An anycast lab written by anycast-kit, with its predictions.

Needs: ${needs}.

Tested with: ${tested}.

Start: \`${start}\`. End: \`${stop}\`. A shell on a node: \`${shell(nodes[0].name)}\`.

Predict first: which site answers each router? Then look: \`sh check.sh\` compares every best path with predictions.json (it waits up to 15 s for routes to settle),
asks from every router, small and large, stops each server until its site withdraws, and ends with 0 if all is as predicted.
\`sh collect.sh && npx anycast lab compare .\` names each difference of best paths with the vendor's rule.
${more === undefined ? "" : `\n${more}\n`}
Stages: \`sh restore.sh base\` leaves each router with its ASN and no session, for you to configure; \`sh restore.sh solved\` has the whole
configuration${broken ? "; `sh restore.sh broken` has the fault, in which the lab starts" : ""}.

| node | what it is |
| --- | --- |
${nodes.map(({ name, router, serves }) => `| ${name} | ${router.name.replaceAll("|", "/")}${serves ? `, serves ${serves.join(" and ")}` : ""} |`).join("\n")}

${asked === undefined ? "" : askingAs(lab, asked, shared)}Break it: on ${site.name} stop the server (\`kill $(cat ${pids}/site_server.${site.name}.pid)\`), and see how long queries are lost. Then once more
without the health check (\`kill $(cat ${pids}/health.${site.name}.pid)\` before). \`sh restore.sh ${broken ? "broken" : "solved"}\` mends it.

Answers return by static routes along the fewest links; only queries follow BGP.

<details><summary>What the model predicts (predict first)</summary>

${predictions.catchment.map(({ node, address, site: name }) => `- ${node} asks ${address}: ${name === undefined ? "no answer" : `site ${name}`}`).join("\n")}

</details>

All sessions have import and export filters and a maximum number of prefixes. Nothing here is meant for a real router: check that
prefixes and ASNs are those of documentation (RFC 5737, RFC 3849, RFC 5398) or private before you paste anything.
`;
}

/** How to ask by hand, with the words for one router. */
function askingAs({ nodes }: Lab, { node, address }: Lab["predictions"]["catchment"][number], shared: string): string {
  const { router } = nodes.find(({ name }) => name === node)!;
  const own = clientOf(router, address.includes(":") ? 6 : 4);
  return `Ask a site who it is: on ${node} \`python3 ${shared}/ask_site.py ${own} ${address} 60\` (own address, address asked, octets of the query).\n\n`;
}
