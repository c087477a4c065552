// "Watch routes settle": a failure, and BGP's answer to it message by message, forwards and back; beside it a counter of the
// queries lost meanwhile. Nothing moves by itself: the reader chooses the moment.
import { momentContents, asGraphFigure, type Figure, queryStrip, siteBadge, tableFigure } from "anycast-kit/figures";
import { describeEntry, momentAt } from "anycast-kit/routing";
import { type Control, type Explorer, count } from "../core/index.js";
import { counterSummary, fatesOf, queriesOf, queriesUntil, whenText } from "./counter.js";
import { readConvergenceScenario, type ConvergenceScenario } from "./data.js";
import { ANNOUNCEMENTS, DETECTIONS, HAPPENINGS, MRAIS, type ConvergenceJson } from "./props.js";
import { EVENT_MS, type Story } from "./story.js";

const name = "convergence";

export const convergence: Explorer<ConvergenceScenario> = {
  name,
  read: (json) => readConvergenceScenario(json as ConvergenceJson),
  initial: ({ initial }) => initial,
  controls(scenario, state): Control[] {
    const story = scenario.story(state);
    const select = (id: string, label: string, options: readonly string[]): Control => {
      return { kind: "select", name: id, label, options };
    };
    return [
      ...(scenario.sites.length > 1 ? [select("site", "Site", scenario.sites)] : []),
      select("happening", "What happens to it", HAPPENINGS),
      select("detection", "Neighbours detect it by", DETECTIONS),
      select("announcement", "It is announced by", ANNOUNCEMENTS),
      select("mrai", "MRAI", MRAIS),
      {
        kind: "range",
        name: "moment",
        label: "Moment",
        min: 0,
        max: story.frames.length - 1,
        step: 1,
        format: (frame) => whenText(story.frames[Math.min(frame, story.frames.length - 1)]),
        stops: { at: story.stops, what: "event" },
      },
    ];
  },
  render(scenario, state, id) {
    const story = scenario.story(state);
    const atMs = story.frames[Math.min(Number(state.moment), story.frames.length - 1)];
    return {
      summary: counterSummary(scenario, story, atMs),
      html: countersHtml(scenario, story, atMs),
      figures: [
        lanes(scenario, story, atMs, `${id}-queries`),
        diagram(scenario, story, atMs, `${id}-ases`),
        log(story, atMs, `${id}-log`),
      ],
    };
  },
};

function countersHtml(scenario: ConvergenceScenario, story: Story, atMs: number): string {
  const { sent, answered, lost } = queriesUntil(scenario, story, atMs);
  const counter = (what: string, n: number, look = "") =>
    `<div${look ? ` class="${look}"` : ""}><dt>${what}</dt><dd>${count(n)}</dd></div>`;
  const sites = scenario.sites.map((site) => counter(`${siteBadge(site)} answered`, answered[site] ?? 0));
  return `<dl class="ak-counters">${counter("queries sent", sent)}${sites.join("")}${counter("lost", lost, "ak-loss")}</dl>`;
}

function diagram(scenario: ConvergenceScenario, story: Story, atMs: number, figure: string): Figure {
  const moment = momentAt(story.history, atMs);
  const clients = fatesOf(scenario, story, atMs).map(({ asn, fate }) => {
    return { asn, site: fate.kind === "delivered" ? fate.site : null };
  });
  return asGraphFigure({
    ...momentContents(story.history, moment),
    clients,
    name: figure,
    title: `Where packets go ${atMs === EVENT_MS ? "as it happens" : `${whenText(atMs)} the event`}`,
  });
}

function lanes(scenario: ConvergenceScenario, story: Story, atMs: number, figure: string): Figure {
  return queryStrip(queriesOf(scenario, story), {
    name: figure,
    title: `${count(scenario.json.perSecond)} queries a second from each client`,
    zeroMs: EVENT_MS,
    atMs,
  });
}

/** Rows of the log: before the moment, and in all. */
const LOG = { before: 4, rows: 8 };

function log({ history, frames, stops }: Story, atMs: number, figure: string): Figure {
  const { step } = momentAt(history, atMs);
  const from = Math.max(0, Math.min(step - LOG.before, history.log.length - LOG.rows));
  const shown = history.log.slice(from, from + LOG.rows);
  const latest = Math.max(...stops.map((stop) => frames[stop]).filter((ms) => ms <= atMs), 0);
  return tableFigure({
    name: figure,
    title: "The routers' log around this moment",
    description: `Entries ${from + 1} to ${from + shown.length} of ${history.log.length}, times from the event.`,
    columns: [{ name: "time", unit: "s", digits: 3 }, "what happens"],
    rows: shown.map((entry) => [(entry.atMs - EVENT_MS) / 1000, describeEntry(history, entry)]),
    rowLook: (row) => (shown[row].atMs === latest ? "ak-now" : shown[row].atMs > atMs ? "ak-later" : undefined),
  });
}
