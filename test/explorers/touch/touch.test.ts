// Controls inside the figures: what pressing and dragging does, and that the library computes what is drawn then.
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { catchment } from "../../../lib/kit/anycast/catchment.js";
import { deploy } from "../../../lib/kit/anycast/deployment.js";
import { shares } from "../../../lib/kit/anycast/shares.js";
import { catchmentBorder, moveBorder } from "../../../lib/course/explorers/catchment-border/explorer.js";
import { moveTo, type Explorer, type State, type Touched } from "../../../lib/course/explorers/core/explorer.js";
import { decision } from "../../../lib/course/explorers/decision/explorer.js";
import { prepareProps } from "../../../lib/course/explorers/prepare.js";
import { renderExplorer } from "../../../lib/course/explorers/render-explorer.js";
import { siteOf, steadyState } from "../../../lib/kit/routing/bgp/steady-state.js";
import { withCost } from "../../../lib/kit/routing/network.js";
import { providerNetwork } from "../../../lib/kit/routing/networks.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { announced, blackboard, contractsAfter } from "./graphs.js";

const abilene = providerNetwork("abilene");
const sites = { A: "Seattle", B: "New York" };

/** An explorer whose state follows what a pointer does. */
function touchable<Scenario>(explorer: Explorer<Scenario>, props: object) {
  const scenario = explorer.read(JSON.parse(prepareProps(explorer.name, props)));
  let state: State = explorer.initial(scenario);
  return {
    scenario,
    state: () => state,
    touched: (from: string, onto?: string) => explorer.touch!(scenario, state, from, onto),
    apply(touched: Touched | undefined) {
      if (touched && "set" in touched) state = moveTo(explorer, scenario, state, touched.set);
    },
    keys: () => {
      const html = explorer.render(scenario, state, "t").figures[0].html;
      const hits = parseHTML(`<body>${html}</body>`).document.querySelectorAll("[data-ak-hit]");
      return [...new Set(Array.from(hits, (each) => each.getAttribute("data-ak-hit")!))];
    },
    view: () => explorer.render(scenario, state, "t"),
  };
}

describe("the map of the catchment border", () => {
  const map = () =>
    touchable(catchmentBorder, { network: abilene, sites, link: ["Denver", "Kansas City"], edit: "all" });

  it("has every link, router and site under the pointer, and nothing there unless it may be edited", () => {
    expect(map().keys().sort()).toEqual(
      [
        ...abilene.links.map((_, i) => `link:${i}`),
        ...abilene.routers.map(({ id }) => `router:${id}`),
        ...["site:A", "site:B"],
      ].sort(),
    );
    const plain = touchable(catchmentBorder, { network: abilene, sites, link: ["Denver", "Kansas City"] });
    expect([plain.keys(), plain.touched("site:A")]).toEqual([[], undefined]);
    expect(touchable(catchmentBorder, { network: abilene, sites, edit: "sites" }).touched("link:0")).toBeUndefined();
  });

  it("shows the slider of the link that is pressed, whatever the link, and its cost counts", () => {
    const each = map();
    for (const [i, { ends, cost }] of abilene.links.entries()) {
      const { edit } = each.touched(`link:${i}`) as { edit: string };
      const controls = catchmentBorder.controls(each.scenario, each.state());
      const slider = controls.find(({ name }) => name === edit)!;
      expect([slider.kind, slider.label]).toEqual(["range", expect.stringContaining(ends.join(" – "))]);
      expect(each.state()[edit]).toBe(cost);
      const raised = cost + (slider as { step: number }).step;
      const state = moveTo(catchmentBorder, each.scenario, each.state(), { [edit]: raised });
      const now = moveBorder(each.scenario, Number(state.cost), "Denver", state);
      const network = withCost(abilene, ...ends, raised);
      expect(now.shares).toEqual(shares(catchment({ network, deployment: deploy({ network, address: "192.0.2.53", sites }) }))); // prettier-ignore
    }
  });

  it("moves a site to the router it is dragged to", () => {
    for (const router of ["Houston", "Denver", "Atlanta"]) {
      const each = map();
      each.apply(each.touched("site:B", `router:${router}`));
      const deployment = deploy({ network: abilene, address: "192.0.2.53", sites: { A: "Seattle", B: router } });
      const now = moveBorder(each.scenario, 639, "Denver", each.state());
      expect(now.shares).toEqual(shares(catchment({ network: abilene, deployment })));
      expect(now.catchment.clients.map(({ site }) => site)).toEqual(catchment({ network: abilene, deployment }).clients.map(({ site }) => site)); // prettier-ignore
    }
    expect(map().touched("site:B", "site:A")).toBeUndefined();
    expect(map().touched("router:Denver", "router:Houston")).toBeUndefined();
  });

  it("switches a site off and on again, and all of them", () => {
    const each = map();
    each.apply(each.touched("site:A"));
    expect(moveBorder(each.scenario, 639, "Denver", each.state()).shares.find(({ site }) => site === "B")!.share).toBe(
      1,
    );
    each.apply(each.touched("site:B"));
    expect(each.view().summary).toContain("is lost");
    each.apply(each.touched("site:A"));
    each.apply(each.touched("site:B"));
    expect(each.state()).toEqual(catchmentBorder.initial(each.scenario));
  });

  it("sends a tie's packets to one site or the other, by their source port", () => {
    const each = map();
    const sitesAt = (cost: number) =>
      [40_000, 40_001, 40_002].map((port) => {
        const { catchment: reached } = moveBorder(each.scenario, cost, "Denver", { ...each.state(), port });
        return reached.clients.find(({ name }) => name === "Denver")!.site;
      });
    const [first, second, third] = sitesAt(587);
    expect([first === third, first === second]).toEqual([true, false]);
    expect(new Set(sitesAt(588)).size).toBe(1);
    // The map shows both sides of the tie, whichever side this flow takes, and only Denver is tied.
    const tied = moveBorder(each.scenario, 587, "Denver", each.state());
    const elsewhere = tied.catchment.clients.filter(({ site }, i) => tied.otherFlows!.clients[i].site !== site);
    expect(elsewhere.map(({ name }) => name)).toEqual(["Denver"]);
    expect(moveBorder(each.scenario, 588, "Denver", each.state()).otherFlows).toBeUndefined();
    expect(each.state().port).toBe(40_000);
  });

  it("shows the table of the router that is pressed", () => {
    const each = map();
    each.apply(each.touched("router:Houston"));
    expect(
      each
        .view()
        .figures.map(({ html }) => html)
        .join(),
    ).toContain("FIB of Houston");
  });

  it("is refused where it would be a list of hundreds of controls, or without a link to change", () => {
    const many = Array.from({ length: 70 }, (_, i) => `R${i}`);
    const network = {
      name: "long",
      routers: many.map((id, i) => ({ id, lat: 0, lon: i })),
      links: many.slice(1).map((id, i) => ({ ends: [many[i], id], cost: 1, km: 100 })),
    };
    const props = { network, sites: { A: "R0" }, link: ["R0", "R1"] };
    expect(() => renderExplorer("catchment-border", { ...props, edit: "all" })).toThrow(/edit: .* at most 60 links/);
    expect(() => renderExplorer("catchment-border", props)).not.toThrow();
    expect(() => renderExplorer("catchment-border", { network: abilene, sites, edit: "all" })).toThrow(
      /link: expected/,
    );
    expect(() => renderExplorer("catchment-border", { network: abilene, sites })).toThrow(/link: expected/);
  });
});

describe("the graph of the decision", () => {
  const graph = () => touchable(decision, { topology: blackboard, announcements: announced, asn: 10, edit: true });

  it("turns the contract of the link that is pressed, and all ASes decide again", () => {
    for (const [a, b] of [
      [10, 50],
      [10, 20],
      [20, 50],
    ] as const) {
      const each = graph();
      const seen = new Set<unknown>();
      for (let turn = 0; turn < 3; turn++) {
        each.apply(each.touched(`link:${a}-${b}`));
        const changed = contractsAfter(each.state(), a, b);
        seen.add(changed.name);
        const { figures, summary } = each.view();
        if (changed.graph === undefined) {
          expect([figures, summary]).toEqual([[], expect.stringContaining("circle")]);
          continue;
        }
        const state = steadyState({ topology: compile(changed.graph), announcements: announced, tieBreak: "router" });
        const column = figures[0].data.columns.indexOf("reaches site");
        const drawn = Object.fromEntries(figures[0].data.rows.map((row) => [String(row[0]), row[column]]));
        for (const asn of [10, 20, 30, 40, 50, 60]) expect([asn, drawn[`AS${asn}`]]).toEqual([asn, siteOf(state, asn)]);
      }
      expect(seen.size).toBe(3);
      expect(each.state()).toEqual(decision.initial(each.scenario));
    }
  });

  it("says how many ASes move, and that contracts have changed", () => {
    const each = graph();
    expect(each.view().summary).toBe("With all rules in force AS10 uses the customer route through AS30, to site A.");
    each.apply(each.touched("link:10-50")); // AS10 sells to AS50: exercise 1 of lesson 2
    expect(each.view().summary).toBe(
      "With all rules in force and the changed contracts AS10 uses the customer route through AS50, to site B. With all rules and the first contracts it is site A. 2 ASes change their site.",
    );
  });

  it("leaves the links of the service alone, and shows the table of the AS that is pressed", () => {
    const each = graph();
    expect(each.touched("link:60-64500")).toBeUndefined();
    expect(each.touched("as:64500")).toBeUndefined();
    each.apply(each.touched("as:40"));
    expect(each.view().summary).toContain("AS40 uses");
  });

  it("can take a link away in the box, and the box brings it back", () => {
    const each = graph();
    const boxes = decision.controls(each.scenario, each.state()).filter(({ group }) => group?.label === "Contracts");
    expect(boxes.map(({ label }) => label)).toContain("AS10 – AS50");
    const { name } = boxes.find(({ label }) => label === "AS10 – AS50")!;
    each.apply({ set: { [name]: "no link" } });
    expect(each.keys()).not.toContain("link:10-50");
    each.apply({ set: { [name]: "peers" } });
    expect(each.state()).toEqual(decision.initial(each.scenario));
  });
});
