// The player: packets and routing messages travel over a map, an AS graph or rows of machines. Every dot is one entry of the
// simulator's trace. In a browser only the dots, the held states and the counters are redrawn.
import { escapeHtml, siteBadge } from "anycast-kit/figures";
import { count, hintHtml, type Explorer, type State } from "../core/index.js";
import { timeAt } from "./clock.js";
import { dotsAt, holdsAt } from "./moving-layer.js";
import { UNIT_MS, type PlayerJson } from "./props.js";
import { readPlayer, stepAt, stepText, type Lane, type PlayerScenario } from "./scenario.js";
import { stillFigure } from "./still.js";

export const player: Explorer<PlayerScenario> = {
  name: "player",
  resetLabel: "Start again",
  read: (json) => readPlayer(json as PlayerJson),
  initial: ({ json }) => ({ time: 0, ...(json.show === "choose" && json.motions.length > 1 && { motion: "0" }) }),
  controls(scenario, state) {
    const { json } = scenario;
    const [lane] = shown(scenario, state);
    const ends = lane.clock.position[lane.clock.position.length - 1];
    const at = [...new Set(shown(scenario, state).flatMap(({ steps }) => steps.map(({ position }) => position)))];
    const choice = json.choice.options.map((label, i) => ({ value: String(i), label }));
    return [
      ...(state.motion === undefined
        ? []
        : [{ kind: "buttons" as const, name: "motion", label: json.choice.label, options: choice }]),
      {
        kind: "range",
        name: "time",
        label: "Time",
        min: 0,
        max: Math.max(1, ends),
        step: 1,
        format: (position) => msText(timeAt(lane.clock, position)),
        stops: { at: at.sort((a, b) => a - b), what: "event" },
        play: { unitMs: UNIT_MS },
      },
    ];
  },
  render(scenario, state, id) {
    const { lanes, json } = scenario;
    const counted = counters(scenario, state);
    const figures = lanes.map((lane, i) => {
      const hidden = json.show === "choose" && String(i) !== (state.motion ?? "0");
      const figure = stillFigure(lane, `${id}-${i}`, `${id}-p${i}`, hidden ? 0 : timeOf(lane, state));
      return hidden ? { ...figure, html: figure.html.replace("<figure ", "<figure hidden ") } : figure;
    });
    return {
      summary: summaryOf(scenario, state),
      html:
        hintHtml("drag to the right or to the left, and the time moves") +
        (counted === undefined ? "" : `<dl class="ak-counters" data-ak-part="${id}-counters">${counted}</dl>`),
      figures,
    };
  },
  patch(scenario, state, id) {
    const parts = new Map<string, string>();
    const counted = counters(scenario, state);
    if (counted !== undefined) parts.set(`${id}-counters`, counted);
    const hidden = new Map<string, boolean>();
    scenario.lanes.forEach((lane, i) => {
      const isHidden = !shown(scenario, state).includes(lane);
      hidden.set(`${id}-${i}`, isHidden);
      if (isHidden) return;
      const atMs = timeOf(lane, state);
      lane.pictures.forEach((picture, j) => {
        parts.set(`${id}-p${i}-${j}-holds`, holdsAt(lane, picture, atMs));
        parts.set(`${id}-p${i}-${j}-dots`, dotsAt(lane, picture, atMs));
      });
    });
    return { summary: summaryOf(scenario, state), figures: [], parts, hidden };
  },
};

const timeOf = ({ clock }: Lane, state: State) => timeAt(clock, Number(state.time));

/** The motions on the screen. */
const shown = ({ json, lanes }: PlayerScenario, state: State): readonly Lane[] =>
  json.show === "beside" ? lanes : [lanes[Number(state.motion ?? 0)]];

/** "10,900 ms", with tenths below 100. */
export const msText = (ms: number): string => {
  const text = ms < 100 ? String(Number(ms.toFixed(ms < 1 ? 2 : 1))) : count(Math.round(ms));
  return `${text} ms`;
};

function summaryOf(scenario: PlayerScenario, state: State): string {
  const lanes = shown(scenario, state);
  if (lanes.length > 1) {
    const moving = lanes.map((lane) => lane.motion.title).join(", ");
    return `${lanes.length} runs on one clock, at ${msText(timeOf(lanes[0], state))}: ${moving}.`;
  }
  const [lane] = lanes;
  const atMs = timeOf(lane, state);
  const last = stepAt(lane, atMs);
  if (last === undefined) return `At ${msText(atMs)}: nothing has happened yet. ${lane.steps.length} steps follow.`;
  const step = lane.steps[last];
  const phase = lane.motion.phases?.filter((each) => each.atMs <= step.atMs).at(-1);
  return `Step ${last + 1} of ${lane.steps.length}, at ${msText(step.atMs)}: ${phase ? phase.text : stepText(step)}.`;
}

/** The counters of what is shown; undefined if no motion has any. */
function counters(scenario: PlayerScenario, state: State): string | undefined {
  if (scenario.lanes.every(({ motion }) => motion.counters.length === 0)) return undefined;
  const several = shown(scenario, state).length > 1;
  return shown(scenario, state)
    .flatMap((lane) => {
      const atMs = timeOf(lane, state);
      const { title, counters } = lane.motion;
      const until = (times: readonly number[]) => count(times.filter((each) => each <= atMs).length);
      // Beside each other, the plain counters of one motion share a place: one for each picture.
      if (several && counters.length > 1 && counters.every(({ site, isLoss }) => !site && !isLoss)) {
        const labels = counters.map(({ label }) => escapeHtml(label)).join(" / ");
        const numbers = counters.map((each) => until(each.atMs)).join(" / ");
        return [`<div><dt>${escapeHtml(title)}: ${labels}</dt><dd>${numbers}</dd></div>`];
      }
      return counters.map(({ label, site, isLoss, atMs: times }) => {
        const words = `${site ? `${siteBadge(site)} ` : ""}${several ? `${escapeHtml(title)}: ` : ""}${escapeHtml(label)}`;
        return `<div${isLoss ? ' class="ak-loss"' : ""}><dt>${words}</dt><dd>${until(times)}</dd></div>`;
      });
    })
    .join("");
}
