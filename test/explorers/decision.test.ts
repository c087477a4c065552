import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { adopt, type State, ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { decision } from "../../lib/course/explorers/decision/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { prepareProps } from "../../lib/course/explorers/prepare.js";
import { siteOf, steadyState } from "../../lib/kit/routing/bgp/steady-state.js";
import { badGadget } from "../../lib/kit/routing/convergence/gadgets.js";
import { asGraphOf, compile } from "../../lib/kit/topology/compile-graph.js";
import { graph, props } from "./seattle-delhi.js";

const scenario = decision.read(JSON.parse(prepareProps("decision", props)));
const first = decision.initial(scenario);
const view = (changed: State = {}) => decision.render(scenario, { ...first, ...changed }, "why");

describe("the decision process with switches", () => {
  it("has a switch for every rule but the last resort, in the order of the decision process", () => {
    const controls = decision.controls(scenario, first);
    expect(controls.map(({ name }) => name)).toEqual([
      ...["router", "local-pref", "as-path-length", "origin", "med", "ebgp-over-ibgp", "igp-cost", "router-id"],
    ]);
    expect(controls[1]).toMatchObject({ kind: "checkbox", label: "1. LOCAL_PREF" });
    expect(adopt(controls, first, { "local-pref": "off", med: "perhaps" })).toEqual({ ...first, "local-pref": "off" });
  });

  it("sends Seattle to Delhi, and to Seattle without LOCAL_PREF", () => {
    expect(view().summary).toBe(
      "With all rules in force AS6461 in Seattle uses the customer route through AS9498, to site B.",
    );
    expect(view({ "local-pref": "off" }).summary).toBe(
      "Without LOCAL_PREF AS6461 in Seattle uses the peer route through AS174, to site A. With all rules it is site B. 2 ASes change their site.",
    );
  });

  it("shows for any rules and any router what the library computes", () => {
    for (const off of [[], ["local-pref"], ["local-pref", "as-path-length"]] as const) {
      const state = steadyState({ topology: compile(graph), announcements: props.announcements, tieBreak: "router", without: off }); // prettier-ignore
      const switches = Object.fromEntries(off.map((rule) => [rule, "off"]));
      for (const { label, asn } of scenario.routers.filter(({ city }) => city === undefined)) {
        const [graphFigure, , table] = view({ ...switches, router: label }).figures;
        expect(table.data.rows[0][1]).toBe(siteOf(state, asn));
        expect(graphFigure.data.rows).toHaveLength(5);
      }
    }
  });

  it("cites the rule that decided", () => {
    expect(view().html).toContain("RFC 4271");
    expect(view({ "ebgp-over-ibgp": "off", "local-pref": "off" }).html).toContain("Decided by");
  });

  it("says so where there is no steady state", () => {
    const gadget = badGadget();
    const unstable = decision.read(
      JSON.parse(
        prepareProps("decision", {
          topology: asGraphOf(gadget.topology),
          announcements: gadget.announcements,
          policies: gadget.policies,
          tieBreak: "lowest-asn",
        }),
      ),
    );
    const { summary, figures, html } = decision.render(unstable, decision.initial(unstable), "bad");
    expect(summary).toBe("With all rules in force there is no steady state.");
    expect(figures).toEqual([]);
    expect(html).toContain("never settle");
  });

  it("begins with the given rules off", () => {
    const html = renderExplorer("decision", { ...props, off: ["local-pref"] });
    const { document } = parseHTML(html);
    const box = (name: string) => document.querySelector(`input[name="${name}"]`)!;
    expect([box("local-pref").hasAttribute("checked"), box("med").hasAttribute("checked")]).toEqual([false, true]);
    expect(document.querySelector("[data-ak-summary]")!.textContent).toContain("to site A");
    const data: unknown = JSON.parse(document.querySelector("script[data-ak-props]")!.textContent);
    expect(renderExplorer("decision", data)).toBe(html);
  });

  it.each<[string, object, string]>([
    ["a compiled graph", { topology: compile(graph) }, "topology: expected an AS graph from defineAsGraph"],
    ["an AS that is not there", { asn: 7 }, "asn: unknown router AS7 in Seattle"],
    ["an origin", { asn: 20473, city: undefined }, "asn: unknown router AS20473"],
    ["a site without a mark", { announcements: [{ site: "Delhi", origin: 20473 }] }, 'site "Delhi" has no mark'],
    ["a rule of another tie-break", { off: ["lowest-asn"] }, "off: unknown rule lowest-asn; rules here are"],
    ["an unknown origin", { announcements: [{ site: "A", origin: 7 }] }, "announcements: Site A: origin AS7"],
    ["an unknown field", { colour: "red" }, "colour"],
  ])("refuses %s, and says what to do", (_, wrong, message) => {
    expect(() => renderExplorer("decision", { ...props, ...wrong })).toThrow(ExplorerError);
    expect(() => renderExplorer("decision", { ...props, ...wrong })).toThrow(message);
  });
});
