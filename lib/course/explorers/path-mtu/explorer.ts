// "Too big, but who hears it?": a router reports an oversized packet to an address that many servers share. A grid shows which
// server received the report of which download, a ladder shows one download packet by packet, and the sentence compares 1/N
// with the count.
import { type Figure, ladderFigure } from "anycast-kit/figures";
import { tooBigGrid } from "./too-big-grid.js";
import { icmpReachesServer, ladder } from "anycast-kit/traffic";
import type { PathMtuStory } from "../../stories/index.js";
import { type Explorer, type State, percentText } from "../core/index.js";
import { DOWNLOADS, MTU, MTU_CURES, readPathMtu, SERVERS, type PathMtuJson, type PathMtuScenario } from "./data.js";

const name = "path-mtu";

export const pathMtu: Explorer<PathMtuScenario> = {
  name,
  read: (json) => readPathMtu(json as PathMtuJson),
  initial: ({ initial }) => initial,
  controls: () => [
    { kind: "range", name: "servers", label: "Servers", min: SERVERS.least, max: SERVERS.most, step: 1 },
    {
      kind: "range",
      name: "mtu",
      label: "MTU of the clients' links",
      min: MTU.least,
      max: MTU.most,
      step: MTU.step,
      unit: "bytes",
    },
    { kind: "select", name: "cure", label: "Cure", options: MTU_CURES },
    { kind: "range", name: "download", label: "Show download", min: 1, max: DOWNLOADS, step: 1 },
  ],
  render(scenario, state, id) {
    const story = scenario.all(state);
    return {
      summary: summarize(story, state),
      figures: [grid(story, id), oneDownload(scenario.one(state), state, id)],
    };
  },
};

function summarize({ downloads, complete, each, errors, servers }: PathMtuStory, { mtu }: State): string {
  const done = `${complete} of ${downloads} downloads complete`;
  if (errors === 0) return `${done}: no packet is too big for ${mtu} bytes, so no message is needed.`;
  const right = each.filter(({ server, told }) => told.includes(server)).length;
  return (
    `${done}. The PTB reached the right server in ${right} of ${downloads} downloads, ${percentText(right / downloads)}. ` +
    `By chance one in ${servers.length} does, ${percentText(icmpReachesServer(servers.length))}.`
  );
}

function grid({ servers, each }: PathMtuStory, id: string): Figure {
  return tooBigGrid({
    name: `${id}-grid`,
    title: "Which server hears that a packet was too big",
    servers,
    downloads: each,
  });
}

/** End of the figure, ms: the first attempts are enough. */
const UNTIL_MS = 2000;

function oneDownload({ run, each: [{ client, server, told }] }: PathMtuStory, { download }: State, id: string): Figure {
  const stranger = told.find((other) => other !== server);
  const rails = [
    { name: client, role: "client" as const },
    { name: "router", role: "router" as const },
    { name: server, role: "site" as const },
    ...(stranger === undefined ? [] : [{ name: stranger, role: "site" as const }]),
  ];
  const { remarks, ...packets } = ladder({ trace: run.trace, rails, toMs: UNTIL_MS });
  // Beside the last rail, where no arrow is.
  const short = remarks.map((remark) => ({
    ...remark,
    label: remark.label
      .replace("ignores the report: ", "")
      .replace("passes an ICMP error on to all others", "passed on"),
  }));
  return ladderFigure(
    { ...packets, remarks: short },
    {
      name: `${id}-ladder`,
      title: `Download ${download}, packet by packet`,
      ...(stranger !== undefined && { right: 190 }),
    },
  );
}
