// The experiments behind data/kernel-validation.json, one after the other in one laboratory: what real kernels do, by the name of
// the prediction in lib/course/research/linux that it is held against.
import { memberChanges, RETRIES, SERVERS, type MemberChange } from "../../../lib/course/research/linux/model.js";
import { FLOWS, nearestScheme, type KernelOutcome } from "../../../lib/course/research/linux/predictions.js";
import type { Laboratory } from "./laboratory.js";

export interface Experiment {
  readonly name: string;
  readonly run: (lab: Laboratory) => Promise<Readonly<Record<string, KernelOutcome>>>;
}

const words = (text: string): KernelOutcome => ({ kind: "words", words: text });
/** What all said, or everything that was said. */
const said = (answers: readonly string[]) => words([...new Set(answers)].sort().join(", "));
const share = <T>(list: readonly T[], holds: (each: T) => boolean) =>
  Math.round((10_000 * list.filter(holds).length) / list.length) / 10_000;
const shares = (...list: readonly number[]): KernelOutcome => ({ kind: "shares", shares: list });

let firstPort = 10_000;
/** Source ports that no experiment has used. */
const ports = (count: number) => Array.from({ length: count }, () => firstPort++);
let unanswered: string[] = [];

const policies: Experiment = {
  name: "hash addresses only, or the 5-tuple, which spreads one client's flows evenly and steadily",
  async run(lab) {
    lab.group(SERVERS, { type: "hash-threshold" });
    lab.hashPolicy(0);
    const byAddress = await lab.client({ do: "udp", ports: ports(60) });
    lab.hashPolicy(1);
    const flows = ports(FLOWS);
    const first = await lab.client({ do: "udp", ports: flows });
    const second = await lab.client({ do: "udp", ports: flows });
    /** The part of connections from the same ports that reach another server the second time. */
    const portsAgain = async () => {
      const again = ports(FLOWS);
      const opened = await lab.client({ do: "open", ports: again });
      await lab.client({ do: "close" });
      const reopened = await lab.client({ do: "open", ports: again });
      await lab.client({ do: "close" });
      return shares(
        share(
          reopened.map((each, i) => each !== opened[i]),
          Boolean,
        ),
      );
    };
    const overVeth = await portsAgain();
    lab.hashPolicy(3);
    const long = await lab.client({ do: "udp", ports: ports(60), bytes: 4000 });
    return {
      "ports-again": await portsAgain(),
      "ports-again-veth": overVeth,
      fragments: shares(share(long, (each) => each !== "silence")),
      "policy-0": words(`${new Set(byAddress).size} of 4`),
      "policy-1": shares(...SERVERS.map((name) => share(first, (each) => each === name))),
      unchanged: shares(
        share(
          second.map((each, i) => each !== first[i]),
          Boolean,
        ),
      ),
    };
  },
};

const change = ({ id, group, label, before, after }: MemberChange): Experiment => ({
  name: `${group} group, ${label}: breaks the connections that the simulator says, each by a reset, and no UDP query`,
  async run(lab) {
    const flows = ports(FLOWS);
    lab.hashPolicy(3);
    lab.group(before, { type: group });
    const opened = await lab.client({ do: "open", ports: flows });
    lab.replace(after, { type: group });
    const again = await lab.client({ do: "again", waitMs: 5000 });
    // A connection either goes on with its server, or is reset by another: nothing in between.
    const odd = again.find((each, i) => each !== "reset" && each !== opened[i]);
    if (odd !== undefined) throw new Error(`A connection was neither reset nor answered by its server: "${odd}".`);
    unanswered.push(...(await lab.client({ do: "udp", ports: ports(100) })));
    await lab.client({ do: "close" });
    const flow = again.map((word, i) => ({ had: opened[i], broken: word === "reset" }));
    const at = (name: string) => flow.filter(({ had }) => had === name);
    const found: Record<string, KernelOutcome> = {
      [id]: shares(share(flow, ({ broken }) => broken)),
      [`${id}-by-server`]: shares(...before.map((name) => share(at(name), ({ broken }) => broken))),
    };
    const gone = before.find((name) => !after.includes(name));
    if (gone === undefined) return found;
    if (gone === before[0]) found[`${id}-scheme`] = words(nearestScheme(share(flow, ({ broken }) => broken)));
    // The same ports again: which server has each flow now?
    const now = await lab.client({ do: "open", ports: flows });
    await lab.client({ do: "close" });
    const its = now.filter((_, i) => opened[i] === gone);
    return { ...found, [`${id}-where`]: shares(...after.map((name) => share(its, (each) => each === name))) };
  },
});

const queries: Experiment = {
  name: "lose no UDP query, whichever member joins or leaves",
  run() {
    const lost = share(unanswered, (each) => each === "silence");
    unanswered = [];
    return Promise.resolve({ udp: shares(lost) });
  },
};

const strangers: Experiment = {
  name: "reset a connection that reaches another server; wait where that says nothing, and go on if the route comes back in time",
  async run(lab) {
    const [one, other] = [{ type: "hash-threshold" } as const, ["S2"]];
    lab.group(["S1"], one);
    await lab.client({ do: "open", ports: ports(20) });
    lab.replace(other, one);
    const wrong = said(await lab.client({ do: "again", waitMs: 5000 }));
    await lab.client({ do: "close" });
    lab.replace(["S1"], one);
    await lab.client({ do: "open", ports: ports(20) });
    lab.guard("S2");
    lab.replace(other, one);
    const silence = said(await lab.client({ do: "again", waitMs: 2000 }));
    lab.replace(["S1"], one);
    // Both questions are answered at once: the one that was lost, and this one.
    const back = await lab.client({ do: "again", waitMs: 10_000 });
    lab.clientRetries(RETRIES);
    lab.replace(other, one);
    const ends = await lab.client({ do: "last" });
    await lab.client({ do: "close" });
    const took = ends.map((each) => Number(/\d+$/.exec(each)![0]) / 1000);
    return {
      "wrong-server": wrong,
      silence,
      "back-in-time": words(back.every((each) => each.startsWith("S1")) ? "goes on" : back.join(", ")),
      "gives-up": said(ends.map((each) => each.replace(/ \d+$/, ""))),
      "gives-up-after": {
        kind: "seconds",
        seconds: Math.round(100 * (took.reduce((a, b) => a + b) / took.length)) / 100,
      },
    };
  },
};

const bird: Experiment = {
  name: "reset every connection when BIRD moves the route to another server, and lose no query",
  async run(lab) {
    await lab.announce(["S1", "S3"]);
    await lab.client({ do: "open", ports: ports(50) });
    await lab.withdraw("S1", "S3");
    const open = said(await lab.client({ do: "again", waitMs: 5000 }));
    const asked = await lab.client({ do: "udp", ports: ports(50) });
    return { "bird-tcp": open, "bird-udp": shares(share(asked, (each) => each === "S3")) };
  },
};

export const experiments: readonly Experiment[] = [policies, ...memberChanges.map(change), queries, strangers, bird];
