// The controls of "designs": who chooses the site, what DNS knows, what fails.
import type { Control, State } from "../core/index.js";
import { CHOICES, lastSecond, namesIn, SEES, type DesignsScenario } from "./data.js";
import { NOTHING } from "./list.js";
import { LEVELS } from "./props.js";

/** The largest share of wrong DNS answers, %. */
export const MOST_ERRORS = 50;

const TTLS = [30, 60, 300, 3600];
const BGP_SECONDS = [3, 30, 90];
const withGiven = (list: readonly number[], given: number) => [...new Set([...list, given])].sort((a, b) => a - b);

export function designsControls(scenario: DesignsScenario, state: State): Control[] {
  const { deaths, json } = scenario;
  const ttls = withGiven(TTLS, json.dns.ttlSeconds ?? 300);
  const transits = [json.transitName, ...Object.keys(json.transit ?? {})];
  const transit: Control = {
    kind: "buttons",
    name: "transit",
    label: "Transit",
    options: transits.map((name) => ({ value: name, label: name })),
  };
  const design: Control = {
    kind: "buttons",
    name: "design",
    label: "Design",
    options: namesIn(json).map((name) => ({ value: name, label: name })),
  };
  const choice: Control = { kind: "select", name: "choice", label: "DNS chooses", options: Object.keys(CHOICES) };
  const first = [...(transits.length > 1 ? [transit] : []), design];
  if (json.short) return [...first, choice];
  return [
    ...first,
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
    choice,
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
      max: lastSecond(scenario, state),
      step: 10,
      unit: "s",
    },
    {
      kind: "select",
      name: "bgp",
      label: "BGP moves users after",
      options: withGiven(BGP_SECONDS, json.bgpSeconds).map((seconds) => `${seconds} s`),
    },
    {
      kind: "select",
      name: "ttl",
      label: "Resolvers keep answers for",
      options: ttls.map((seconds) => `${seconds} s`),
    },
  ];
}
