// The search over 2,000 random proposals, and how far the marks depend on the Internet.
import { describe, expect, it } from "vitest";
import { capstoneBrief, type Proposal } from "../../../lib/kit/anycast/designs/capstone/capstone.js";
import { referenceDesigns } from "../../../lib/kit/anycast/designs/capstone/reference-designs.js";
import { scoreDesign } from "../../../lib/kit/anycast/designs/capstone/score-design.js";
import { expectNoFreeMarks, expectNoRecipe, search } from "./capstone-claims.js";

const [GOOD, FAIR] = [75, 60];

describe("2,000 random proposals", { timeout: 1_200_000 }, () => {
  const found = search(capstoneBrief(), 2000, 2);

  it("get no full marks, no part is free or carried by another, and no single choice wins", () => {
    expectNoFreeMarks(found, { best: GOOD, earned: 0.6 });
    expectNoRecipe(found, { fair: FAIR });
    const fair = found.filter(({ score }) => score.total >= FAIR).length;
    console.log(
      `${found.length} within the budget, best ${found[0].score.total.toFixed(1)}, ${fair} at ${FAIR} or more`,
    );
    expect(fair / found.length).toBeLessThan(0.1);
  });
});

describe("over ten Internets", { timeout: 1_200_000 }, () => {
  const cities = ["Sao Paulo", "New York", "London", "Johannesburg", "Mumbai", "Singapore"];
  const withCarriers = (...providers: number[]): Proposal => ({
    sites: Object.fromEntries(cities.map((city, i) => ["ABCDEF"[i], { city, capacity: 36, providers }])),
    design: { kind: "global" },
    detection: "short hold timer",
    ttlSeconds: 3600,
  });
  const briefs = Array.from({ length: 10 }, (_, i) => capstoneBrief({ seed: i + 1 }));
  const totals = (proposal: Proposal) => briefs.map((brief) => scoreDesign(proposal, brief).total);
  const spread = (list: readonly number[]) => `${Math.min(...list).toFixed(1)} to ${Math.max(...list).toFixed(1)}`;

  it("a thoughtful proposal is good on each, one carrier on none, and references stay between", () => {
    const [thoughtful, single] = [totals(withCarriers(1, 2)), totals(withCarriers(1))];
    const references = Object.entries(referenceDesigns).map(([name, proposal]) => [name, totals(proposal)] as const);
    console.log(`thoughtful ${spread(thoughtful)}; one carrier ${spread(single)}`);
    for (const [name, list] of references) console.log(`${name} ${spread(list)}`);
    expect(Math.max(...thoughtful) - Math.min(...thoughtful)).toBeLessThan(8);
    expect(Math.max(...single)).toBeLessThan(FAIR);
    for (const [, list] of references) list.forEach((total, i) => expect(total).toBeLessThan(thoughtful[i]));
  });
});
