// "This regional design loses Brazil: find out why": each fault shows in the tables, has its reason in explain(), and can be mended.
import { describe, expect, it } from "vitest";
import { explain } from "../../../lib/kit/routing/bgp/explain.js";
import { detours } from "../../../lib/kit/anycast/designs/detours.js";
import { evaluate } from "../../../lib/kit/anycast/designs/evaluate.js";
import { updateAnnouncement, prepend } from "../../../lib/kit/anycast/internet/changes.js";
import { unicastRtts } from "../../../lib/kit/anycast/internet/unicast.js";
import {
  brokenRegional,
  checkRegional,
  type RegionalFault,
} from "../../../lib/course/research/published/broken-regional.js";
import { linkedIn } from "../../../lib/course/research/published/linkedin.js";

const faults: readonly RegionalFault[] = ["no-export", "prepended", "wrong region"];
const { deployment, designs } = linkedIn();
const brazil = (the: Parameters<typeof checkRegional>[0]) =>
  checkRegional(the).regions.find(({ region }) => region === "Brazil")!;

describe("the regional design that loses Brazil", () => {
  it.each(faults)("loses Brazil and nobody else: %s", (fault) => {
    const { mended, regions } = checkRegional(brokenRegional({ fault }));
    expect(mended).toBe(false);
    expect(regions.filter(({ ok }) => !ok).map(({ region }) => region)).toEqual(["Brazil"]);
    expect(checkRegional({ deployment, design: designs.regional })).toMatchObject({ mended: true });
  });

  it("by NO_EXPORT: who buys from the carrier in Sao Paulo gets no answer, and explain() names the community", () => {
    const the = brokenRegional();
    expect(brazil(the)).toMatchObject({
      answered: expect.closeTo(0.67, 9) as number,
      atBestSite: expect.closeTo(0, 9) as number,
    });
    expect(brazil(the).feedback).toBe("Brazil: 33 % get no answer, 0 % are at their best site; 100 % could be.");
    const { catchments } = evaluate({ ...the });
    const { refused, sentence } = explain(catchments[0].states[0], 107);
    expect(sentence).toMatch(/AS107 has no route/);
    expect(refused.map(({ why, because }) => [why, because])).toContainEqual([
      "no-export",
      "the route carries NO_EXPORT, so AS10 does not export it",
    ]);
    const mended = updateAnnouncement(the.deployment, "F", { communities: [] });
    expect(checkRegional({ ...the, deployment: mended }).mended).toBe(true);
  });

  it("by prepending: BGP takes Brazil to another site of its own region", () => {
    const the = brokenRegional({ fault: "prepended" });
    const { clients } = the;
    const unicast = unicastRtts(the.deployment, { clients });
    const [first] = detours(evaluate(the), { deployment: the.deployment, unicast });
    expect(first).toMatchObject({ service: "Americas", best: "F", by: "BGP" });
    expect(brazil(the)).toMatchObject({ answered: 1, atBestSite: expect.closeTo(0, 9) as number });
    expect(checkRegional({ ...the, deployment: prepend(the.deployment, "F", 0) }).mended).toBe(true);
  });

  it("by the wrong region: DNS returns Europe's address, and BGP cannot change it", () => {
    const the = brokenRegional({ fault: "wrong region" });
    const unicast = unicastRtts(the.deployment, { clients: the.clients });
    const [first] = detours(evaluate(the), { deployment: the.deployment, unicast });
    expect(first).toMatchObject({ service: "Europe and Africa", site: "G", best: "F", by: "DNS" });
    expect(checkRegional({ ...the, design: designs.regional }).mended).toBe(true);
  });

  it("is not mended by another design that loses other users", () => {
    expect(checkRegional({ deployment, design: designs.global }).mended).toBe(false);
    expect(checkRegional({ deployment, design: designs.dns }).mended).toBe(false);
    expect(() => checkRegional({ deployment: { ...deployment, sites: [] }, design: designs.regional })).toThrow(
      "Unknown site A",
    );
    expect(() => brokenRegional({ fault: "cosmic rays" as RegionalFault })).toThrow('faults are "no-export"');
  });
});
