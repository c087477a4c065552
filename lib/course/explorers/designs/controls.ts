// The controls of "designs": who chooses the site, what DNS knows, what fails.
import type { Control, State } from "../core/index.js";
import { lastSecond, SEES, type DesignsScenario } from "./data.js";
import { NOTHING } from "./list.js";
import { DESIGN_NAMES, LEVELS } from "./props.js";

/** The largest share of wrong DNS answers, %. */
export const MOST_ERRORS = 50;

const TTLS = [30, 60, 300, 3600];

export function designsControls(scenario: DesignsScenario, state: State): Control[] {
  const { deaths, json } = scenario;
  const ttls = [...new Set([...TTLS, json.dns.ttlSeconds ?? 300])].sort((a, b) => a - b);
  return [
    {
      kind: "buttons",
      name: "design",
      label: "Design",
      options: DESIGN_NAMES.map((name) => ({ value: name, label: name })),
    },
    {
      kind: "range",
      name: "errors",
      label: "Wrong answers of DNS",
      min: 0,
      max: MOST_ERRORS,
      step: 1,
      unit: "%",
    },
    { kind: "select", name: "level", label: "Wrong by", options: LEVELS.map((level) => level) },
    { kind: "select", name: "sees", label: "DNS sees", options: SEES },
    {
      kind: "buttons",
      name: "dies",
      label: "What fails",
      options: [
        { value: NOTHING, label: NOTHING },
        ...deaths.map(({ name, sites }) =>
          sites.includes(name)
            ? { value: name, label: json.sites[name].city, site: name }
            : { value: name, label: `${name} (${sites.join(", ")})` },
        ),
      ],
    },
    {
      kind: "range",
      name: "seconds",
      label: "Since it failed",
      min: 0,
      max: lastSecond(scenario, String(state.ttl)),
      step: 10,
      unit: "s",
    },
    {
      kind: "select",
      name: "ttl",
      label: "Resolvers keep answers for",
      options: ttls.map((seconds) => `${seconds} s`),
    },
  ];
}
