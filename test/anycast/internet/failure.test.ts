import { describe, expect, it } from "vitest";
import { isAnnouncing, withdraw } from "../../../lib/kit/anycast/announcing.js";
import { internetCatchment } from "../../../lib/kit/anycast/internet/catchment.js";
import { drain, noAnnounce, prepend } from "../../../lib/kit/anycast/internet/changes.js";
import { compareCatchments } from "../../../lib/kit/anycast/internet/compare.js";
import { failHealthChecks, failSite } from "../../../lib/kit/anycast/internet/failure.js";
import type { InternetDeployment } from "../../../lib/kit/anycast/internet/deployment.js";
import { shares } from "../../../lib/kit/anycast/shares.js";
import * as bystander from "./bystander.js";
import * as small from "./seattle-delhi.js";

const catchmentOf = (deployment: InternetDeployment) => internetCatchment({ deployment });
const clientOf = (deployment: InternetDeployment, asn: number) =>
  catchmentOf(deployment).clients.find((client) => client.asn === asn)!;

describe("when a site withdraws", () => {
  it("a bystander moves too, although its own site is fine", () => {
    const before = catchmentOf(bystander.deployment);
    const after = catchmentOf(withdraw(bystander.deployment, "A"));
    const compared = compareCatchments(before, after);
    const [x] = compared.moves.filter((move) => move.bystander);
    expect([x.before.site, x.before.asPath]).toEqual(["B", [1, 3, 21, 22, 102]]);
    expect([x.after.site, x.after.asPath]).toEqual(["C", [1, 2, 4, 103]]);
    expect(compared.gone).toEqual(["A"]);
    expect(compared.bystanders).toBeCloseTo(1 / 9, 12);
    // W and the chain below it were A's own.
    expect(compared.displaced).toBeCloseTo(4 / 9, 12);
    expect(compared.matrix.map(({ from, to, clients }) => `${from}->${to} ${clients}`)).toEqual([
      "A->C 4",
      "B->B 3",
      "B->C 1",
      "C->C 1",
    ]);
  });

  it("its users are displaced, and those with nowhere to go are lost", () => {
    const before = catchmentOf(small.deployment);
    const none = catchmentOf(withdraw(withdraw(small.deployment, "A"), "B"));
    expect(compareCatchments(before, none)).toMatchObject({
      moved: 1,
      lost: 1,
      displaced: 1,
      bystanders: 0,
      gone: ["A", "B"],
    });
    expect(() => compareCatchments(before, catchmentOf(bystander.deployment))).toThrow("must have the same clients");
  });
});

describe("when a service fails", () => {
  it("a static route is a black hole for the whole catchment, a health-coupled one fails over", () => {
    const hole = catchmentOf(failSite(small.deployment, "B", { announcement: "static" }));
    expect(shares(hole).map(({ site, share }) => [site, share])).toEqual([
      ["A", 0.3],
      ["B", 0],
      ["none", 0.7],
    ]);
    expect(hole.clients.filter(({ outcome }) => outcome === "failed site").map(({ deadSite }) => deadSite)).toEqual([
      "B",
      "B",
      "B",
    ]);
    const over = catchmentOf(failSite(small.deployment, "B"));
    expect(shares(over)[0]).toMatchObject({ site: "A", share: 1 });
  });

  it("health checks that fail closed on a shared dependency leave no site; fail open leaves all", () => {
    const announcing = (deployment: InternetDeployment) =>
      deployment.sites.filter(({ name }) => isAnnouncing(deployment, name)).length;
    expect(announcing(failHealthChecks(small.deployment, { logic: "fail-closed" }))).toBe(0);
    expect(announcing(failHealthChecks(small.deployment, { logic: "fail-open" }))).toBe(2);
    expect(announcing(failHealthChecks(small.deployment, { logic: { keep: 1 } }))).toBe(1);
    const open = failHealthChecks(small.deployment, { logic: "fail-open", failing: ["B"], service: "dead" });
    expect(shares(catchmentOf(open)).at(-1)).toMatchObject({ site: "none" });
  });

  it("draining moves the clients that have another path, and loses none", () => {
    const drained = catchmentOf(drain(small.deployment, "B"));
    expect(drained.clients.every(({ site }) => site !== undefined)).toBe(true);
    expect(clientOf(drain(small.deployment, "B"), 1).site).toBe("A");
  });
});

describe("what an operator can turn", () => {
  it("prepending moves nothing against LOCAL_PREF, and some where path lengths decide", () => {
    const before = catchmentOf(small.deployment);
    expect(compareCatchments(before, catchmentOf(prepend(small.deployment, "B", 3))).moved).toBe(0);
    expect(clientOf(prepend(bystander.deployment, "B", 2, { to: 22 }), 1).site).toBe("A");
  });

  it("a community asks a neighbour not to announce to one of its own", () => {
    const quiet = noAnnounce(small.deployment, "B", { at: 3, to: 1 });
    expect(clientOf(quiet, 1).site).toBe("A");
  });

  it("a local node (NO_EXPORT) serves its neighbours and no AS behind them", () => {
    const local: InternetDeployment = {
      ...small.deployment,
      announcements: small.deployment.announcements.map((each) =>
        each.site === "B" ? { ...each, communities: [{ kind: "no-export" }] } : each,
      ),
    };
    expect(clientOf(local, 3).site).toBe("B");
    expect(clientOf(local, 1).site).toBe("A");
  });
});
