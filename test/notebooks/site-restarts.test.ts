// What happens to the site of lesson 2b when its health check starts again, its BIRD, or both: on real daemons, with the real script.
// The lesson's table says the same.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { besideOthers } from "../beside-others.js";
import { needs } from "../needs.js";
import { birdText, cellText, checkText, drainCommands, frrCommand, frrText } from "./printed-site.js";
import { SiteOnDaemons } from "./site-on-daemons.js";

/** The lesson's sentence about a restart: "| BIRD | after the next success, ... |". */
const sentence = (what: string) =>
  new RegExp(`^\\| ${what} +\\| ([^|]+) \\|$`, "m").exec(cellText("check-script"))?.[1] ?? "";
/** The lesson's words for the number of checks until the prefix is announced. */
const inWords: Readonly<Record<number, string>> = { 1: "after the next success", 30: "after 30 successes in a row" };

needs("bird", "root", "dig").describe("site A of lesson 2b on BIRD", () => {
  let site: SiteOnDaemons;
  beforeAll(async () => {
    site = new SiteOnDaemons();
    await site.cable();
    await site.startBird("site", birdText);
  }, besideOthers(60_000));
  afterAll(() => site.end());

  /** How many checks must pass until AS60 has the route. */
  async function successesUntilAnnounced(): Promise<number> {
    for (let passed = 0; passed <= 40; passed++) {
      if (await site.announced()) return passed;
      await site.round(true);
    }
    return Infinity;
  }

  it("announces after 30 successes, and withdraws after 3 failures", async () => {
    await site.startScript(checkText);
    expect(await site.announced()).toBe(false);
    expect(await successesUntilAnnounced()).toBe(30);
    await site.round(false);
    await site.round(false);
    expect(await site.announced()).toBe(true);
    await site.round(false);
    expect(await site.announced()).toBe(false);
    expect(await successesUntilAnnounced()).toBe(30);
  }, besideOthers(60_000));

  const restarts: Readonly<Record<string, () => Promise<void>>> = {
    "the script": () => site.startScript(checkText),
    "BIRD": () => site.restartBird(),
    "both": async () => {
      site.stopScript();
      await site.restartBird();
      await site.startScript(checkText);
    },
  };
  it.each(Object.entries(restarts))("announces as the lesson says when %s restarts", async (what, restart) => {
    await restarts["both"]();
    expect(await successesUntilAnnounced()).toBe(30);
    await site.round(true);
    await restart();
    expect(await site.announced()).toBe(false);
    const successes = await successesUntilAnnounced();
    expect(sentence(what)).toContain(inWords[successes] ?? `${successes} successes`);
  }, besideOthers(60_000));

  it("stops announcing until the next success when BIRD reads its configuration again", async () => {
    await restarts["both"]();
    expect(await successesUntilAnnounced()).toBe(30);
    site.birdc("site", "configure");
    expect(await site.announced()).toBe(false);
    expect(await successesUntilAnnounced()).toBe(1);
  }, besideOthers(60_000));

  it("withdraws when the service address is missing, although another site would answer", async () => {
    await site.otherSite();
    const withdrawsWithoutAddress = async (script: string) => {
      await site.startScript(script.replace("-ge 30", "-ge 1"));
      await site.round(true);
      expect(await site.announced()).toBe(true);
      site.address("del");
      for (let i = 0; i < 3; i++) await site.round(true);
      const still = await site.announced();
      site.address("add");
      return !still;
    };
    expect(await withdrawsWithoutAddress(checkText)).toBe(true);
    // The lesson's reasons: what asks 127.0.0.1 does not notice, and neither does what another site can answer.
    const [asksLoopback, anySource] = [
      checkText.replace("-b 192.0.2.53 @192.0.2.53", "@127.0.0.1"),
      checkText.replace("-b 192.0.2.53 ", ""),
    ];
    for (const script of [asksLoopback, anySource]) {
      expect(script).not.toBe(checkText);
      expect(await withdrawsWithoutAddress(script)).toBe(false);
    }
  }, besideOthers(60_000));

  it("traces as exercise 2 expects", async () => {
    const traced = [...cellText("ex-rule-test").concat(cellText("ex-rule-test-2")).matchAll(/trace\("([^"]*)", 3\), "([^"]*)"/g)];
    expect(traced.length).toBeGreaterThan(4);
    const script = checkText.replace("-ge 30", "-ge 3");
    for (const [, events, expected] of traced) {
      await site.startScript(script);
      let seen = "";
      for (const event of events) {
        if (event === "s") await site.startScript(script);
        else if (event === "b") await site.restartBird();
        else await site.round(event === "+");
        seen += (await site.announced()) ? "A" : ".";
      }
      expect(`${events} ${seen}`).toBe(`${events} ${expected}`);
    }
  }, besideOthers(90_000));

  describe("the drain of the lesson", () => {
    const [drain, ...withdraw] = drainCommands;
    const heard = (wanted: boolean) => expect.poll(() => site.heard(), { timeout: besideOthers(15_000) }).toBe(wanted);
    const marked = () => /BGP\.community: .*\(65535,0\)/.test(site.birdc("provider", "show route all protocol site"));
    const isMarked = (wanted: boolean) => expect.poll(marked, { timeout: besideOthers(15_000) }).toBe(wanted);
    const withdrawals = () =>
      Number(/Import withdraws: +(\d+)/.exec(site.birdc("provider", "show protocols all site"))?.[1]);

    /** A site that announces, as the script has enabled it. */
    async function announcing(): Promise<void> {
      await restarts["both"]();
      expect(await successesUntilAnnounced()).toBe(30);
      expect(marked()).toBe(false);
    }

    it("marks the route without a withdrawal, and withdraws once", async () => {
      expect(drainCommands).toEqual(["enable draining", "disable service", "disable draining"]);
      await announcing();
      const before = withdrawals();
      site.birdc("site", drain);
      await isMarked(true);
      await site.round(true);
      expect([marked(), withdrawals()]).toEqual([true, before]);
      site.stopScript();
      site.birdc("site", withdraw[0]);
      expect([marked(), withdrawals()]).toEqual([true, before]);
      site.birdc("site", withdraw[1]);
      await heard(false);
      expect(withdrawals()).toBe(before + 1);
    }, besideOthers(60_000));

    it("comes back without a withdrawal when it is broken off", async () => {
      await announcing();
      const before = withdrawals();
      site.birdc("site", drain);
      await isMarked(true);
      site.birdc("site", "disable draining");
      await isMarked(false);
      expect([site.heard(), withdrawals()]).toEqual([true, before]);
    }, besideOthers(60_000));

    it("undoes itself if the script runs on", async () => {
      await announcing();
      for (const command of drainCommands) site.birdc("site", command);
      await heard(false);
      await site.round(true);
      expect(await site.announced()).toBe(true);
    }, besideOthers(60_000));

    it("withdraws the marked route too when the server fails", async () => {
      await announcing();
      site.birdc("site", drain);
      await isMarked(true);
      await site.round(false);
      await site.round(false);
      expect(marked()).toBe(true);
      await site.round(false);
      await heard(false);
    }, besideOthers(60_000));

    it("withdraws first if it is an edited filter", async () => {
      await announcing();
      const before = withdrawals();
      const edited = birdText.replace(/export where [^;]+;/, "export filter { bgp_community.add((65535, 0)); accept; };");
      expect(edited).not.toBe(birdText);
      site.file("site.conf", edited);
      site.birdc("site", "configure");
      await heard(false);
      expect(withdrawals()).toBe(before + 1);
      await site.round(true);
      await isMarked(true);
      site.file("site.conf", birdText);
    }, besideOthers(60_000));
  });
});

needs("bird", "frr", "root").describe("site A of lesson 2b on FRR", () => {
  it("announces when the check adds the line, and not after a restart", async () => {
    const site = new SiteOnDaemons();
    try {
      await site.cable();
      const folder = site.folder;
      const session = (wanted: boolean) =>
        expect.poll(() => site.birdc("provider", "show protocols site").includes("Established"), { timeout: besideOthers(15_000) }).toBe(wanted);
      const start = async () => {
        site.inside("site", `rm -f ${folder}/bgpd.pid; /usr/lib/frr/bgpd -d -S -n -Z -f ${site.file("frr.conf", frrText)} -i ${folder}/bgpd.pid --vty_socket ${folder} -P 0 --log file:${folder}/bgpd.log`);
        await session(true);
      };
      const stop = () => site.inside("site", `kill $(cat ${folder}/bgpd.pid)`);
      const check = (command: string) => site.inside("site", `vtysh() { command vtysh --vty_socket ${folder} -d bgpd "$@"; }; ${command}`);
      const hears = (wanted: boolean) => expect.poll(() => site.heard(), { timeout: besideOthers(15_000) }).toBe(wanted);
      await start();
      try {
        const show = check('vtysh -c "show bgp neighbors json" -c "show running-config"');
        expect(show).toMatch(/"bgpTimerHoldTimeMsecs":90000/);
        expect(show).toMatch(/neighbor 198\.51\.100\.2 bfd/);
        await hears(false);
        check(frrCommand);
        await hears(true);
        check(frrCommand.replace('"network', '"no network'));
        await hears(false);
        check(frrCommand);
        await hears(true);
        stop();
        await session(false);
        await start();
        await hears(false);
      } finally {
        stop();
      }
    } finally {
      await site.end();
    }
  }, besideOthers(90_000));
});
