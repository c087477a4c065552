// "The same route change under three protocols": a DNS client, a TCP download and a QUIC download, and the route to their server
// moves to another site during the conversation. Three ladders, or curves for a file too large for a ladder, and TCP's state at an
// instant.
import { type Figure, ladderFigure } from "anycast-kit/figures";
import type { Control, Explorer } from "../core/index.js";
import {
  changeAt,
  FILES,
  fileSizes,
  MOVES,
  readProtocols,
  RTT,
  rttName,
  sitesWithRtt,
  STRANGERS,
  tell,
  THEN,
  UNTIL_MS,
  type FileSize,
  type ProtocolName,
  type ProtocolsJson,
  type ProtocolsScenario,
  type ToldProtocol,
} from "./data.js";
import { arrivalFigure } from "./arrival-figure.js";
import { stateFigure } from "./state-figure.js";

const name = "protocols";
const range = { kind: "range", min: 0, max: MOVES.most, step: MOVES.step } as const;

export const protocols: Explorer<ProtocolsScenario> = {
  name,
  read: (json) => readProtocols(json as ProtocolsJson),
  initial: ({ initial }) => initial,
  controls: () => [
    { ...range, name: "movesAt", label: "The route moves to B at", unit: "ms" },
    {
      ...range,
      name: "back",
      label: "and moves again",
      format: (ms) => (ms === 0 ? "never" : `${ms} ms later`),
    },
    { kind: "select", name: "then", label: "to site", options: THEN },
    { kind: "select", name: "strangers", label: "Sites answer unknown connections with", options: STRANGERS },
    { kind: "checkbox", name: "preferred", label: "QUIC servers offer a preferred address" },
    { kind: "select", name: "file", label: "Length of the file", options: fileSizes },
    { ...range, name: "look", label: "Draw TCP's state at", unit: "ms" },
    ...sitesWithRtt.map((site): Control => ({
      ...{ kind: "range", name: rttName(site), label: `to site ${site}`, unit: "ms" },
      ...{ min: RTT.least, max: RTT.most, step: 1, group: { label: "Round trips" } },
    })),
  ],
  render(_scenario, state, id) {
    const stories = tell(state);
    // Three ladders with a third site are too wide to stand side by side.
    const isThird = Number(state.back) > 0 && state.then === "C";
    const beside = isThird ? undefined : [];
    const small = state.file === "8 kB";
    const pictures: readonly Figure[] = small
      ? stories.map(({ name: protocol, ladder }) =>
          ladderFigure(ladder, { name: `${id}-${protocol.toLowerCase()}${isThird ? "-third" : ""}`, title: heads[protocol], ...(beside && { beside }) }),
        )
      : [arrivalFigure(stories.slice(1), { name: `${id}-arrival`, title: `How much of the file (${state.file}) has arrived`, movesAtMs: Number(state.movesAt), untilMs: UNTIL_MS, fileBytes: FILES[state.file as FileSize] })]; // prettier-ignore
    const atMs = Number(state.look);
    const figure = { name: `${id}-state`, title: `TCP after ${atMs} ms: who knows the connection`, atMs };
    return {
      summary: `${stories.map((story) => whatUserNoticed(story)).join("; ")}.`,
      figures: [...pictures, stateFigure({ ...changeAt(state), protocol: "tcp", ...figure })],
    };
  },
};

const heads: Readonly<Record<ProtocolName, string>> = {
  DNS: "DNS: five questions",
  TCP: "TCP: one download",
  QUIC: "QUIC: one download",
};

/** "TCP: reset after 570 ms, the download is broken". */
function whatUserNoticed({ name: protocol, noticed, answeredBy, endedMs, lateMs }: ToldProtocol): string {
  const from = answeredIn(answeredBy);
  const isDns = protocol === "DNS";
  switch (noticed) {
    case "nothing":
      return `${protocol}: not affected, ${isDns ? `answered by ${from}` : `the file is complete, from ${from}`}`;
    case "a delay":
      return `${protocol}: served by ${from}, ${Math.round(lateMs)} ms late`;
    case "a broken connection":
      return `${protocol}: broken after ${Math.round(endedMs!)} ms`;
    case "waits still":
      return `${protocol}: still waiting after ${UNTIL_MS} ms`;
  }
}

/** Sites and the number of consecutive answers of each: "A 3 times, B twice". */
function answeredIn(sites: readonly string[]): string {
  const runs: { site: string; times: number }[] = [];
  for (const site of sites) {
    const last = runs[runs.length - 1];
    if (last?.site === site) last.times++;
    else runs.push({ site, times: 1 });
  }
  const times = (count: number) => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);
  return sites.length === 1 ? sites[0] : runs.map((each) => `${each.site} ${times(each.times)}`).join(", then ");
}
