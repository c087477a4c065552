// The predictions of a Kathará lab as Kathará's own lab checker sees them: its checks run on real FRR in namespaces, pass as written, and
// fail where a prediction is altered.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, it } from "vitest";
import { labOf, labTargets, variantsOf } from "../../../lib/kit/routers/labs/index.js";
import { readScenario } from "../../../lib/kit/routing/scenario/index.js";
import { katharaPython, needs, repository } from "../../needs.js";
import { writeStart } from "./container-nodes.js";

interface Configuration {
  readonly test: {
    readonly protocols: {
      readonly bgpd: { readonly neighbors: Record<string, { readonly ip: string; readonly asn: number }[]> };
    };
    readonly custom_commands: Record<string, { readonly command: string; readonly output: string }[]>;
  };
}

interface Verdict {
  readonly check: string;
  readonly description: string;
  readonly passed: boolean;
}

/** Another path, another site, another neighbour's AS in every entry. */
const altered = (configuration: Configuration): Configuration => ({
  ...configuration,
  test: {
    ...configuration.test,
    protocols: {
      bgpd: {
        neighbors: mapped(configuration.test.protocols.bgpd.neighbors, ({ ip, asn }) => ({ ip, asn: asn + 1 })),
      },
    },
    custom_commands: mapped(configuration.test.custom_commands, ({ command, output }) => ({
      command,
      output: `${output}7`,
    })),
  },
});
const mapped = <T>(of: Record<string, T[]>, change: (each: T) => T): Record<string, T[]> =>
  Object.fromEntries(Object.entries(of).map(([name, all]) => [name, all.map(change)]));

needs("kathara", "frr", "root").describe("kathara-lab-checker on a lab with IPv4 and IPv6", () => {
  let right: readonly Verdict[];
  let wrong: readonly Verdict[];
  let configuration: Configuration;
  beforeAll(async () => {
    const place = mkdtempSync(join(tmpdir(), "anycast-kathara-"));
    try {
      const file = join(repository, "test", "routers", "scenarios", "ipv4-and-ipv6.json");
      const lab = join(place, "lab");
      for (const { name, text } of labTargets.kathara(labOf(variantsOf(readScenario(readFileSync(file, "utf8")))))) {
        mkdirSync(dirname(join(lab, name)), { recursive: true });
        writeFileSync(join(lab, name), text);
      }
      configuration = JSON.parse(readFileSync(join(lab, "lab-checker.json"), "utf8")) as Configuration;
      writeFileSync(join(lab, "altered.json"), JSON.stringify(altered(configuration)));
      const check = `'${katharaPython}' '${join(repository, "test", "routers", "labs", "kathara", "check_lab.py")}' . lab-checker.json altered.json`;
      // The checker waits 30 s; here it starts when the lab's own check finds the best paths.
      const script = `i=0; until sh check.sh paths > /dev/null 2>&1 || [ $i = 60 ]; do i=$((i+1)); sleep 0.5; done; ${check}`;
      const command = ["--kill-child=KILL", "--fork", "--pid", "--mount", "--mount-proc", "--net"];
      const start = writeStart("kathara", lab, join(place, "tools"));
      // On a busy machine a health check may time out, and its site withdraws for a moment: the lab is then started again.
      for (let tries = 0; tries < 3; tries++) {
        const { stdout } = await promisify(execFile)("unshare", [...command, "sh", start, "sh", "-c", script], {
          cwd: lab,
          maxBuffer: 1e8,
        });
        [right, wrong] = stdout
          .split("\n")
          .filter((line) => line.startsWith("["))
          .map((line) => JSON.parse(line) as Verdict[]);
        if (right.every(({ passed }) => passed)) break;
      }
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }, 400_000);

  const of = (all: readonly Verdict[], check: string) => all.filter((each) => each.check === check);

  it("passes every check: devices, domains, sessions, best paths, sites that answer", () => {
    expect(right.filter(({ passed }) => !passed)).toEqual([]);
    for (const check of [
      "DeviceExistenceCheck",
      "CollisionDomainCheck",
      "StartupExistenceCheck",
      "BGPNeighborCheck",
      "CustomCommandCheck",
    ])
      expect([check, of(right, check).length > 0]).toEqual([check, true]);
    const commands = Object.values(configuration.test.custom_commands).flat();
    expect(commands.some(({ command }) => /best_path\.sh ipv6/.test(command))).toBe(true);
    expect(commands.some(({ command, output }) => /ask_site\.py 2001:/.test(command) && output !== "")).toBe(true);
    expect(of(right, "CustomCommandCheck").length).toBe(commands.length);
  });

  it("fails every check whose prediction is altered", () => {
    expect(of(wrong, "CustomCommandCheck").filter(({ passed }) => passed)).toEqual([]);
    expect(of(wrong, "CustomCommandCheck").length).toBe(of(right, "CustomCommandCheck").length);
    const sessions = Object.values(configuration.test.protocols.bgpd.neighbors).flat().length;
    expect(of(wrong, "BGPNeighborCheck").filter(({ passed }) => !passed).length).toBe(sessions);
  });
});
