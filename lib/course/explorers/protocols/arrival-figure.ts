// How much of a file has arrived over time, for files whose packets are too many for a ladder.
import { curvesFigure, type Figure, type FigureText } from "anycast-kit/figures";
import type { ToldProtocol } from "./data.js";

export interface ArrivalOptions extends FigureText {
  readonly movesAtMs: number;
  readonly untilMs: number;
  /** Length of the file, bytes: the end of the scale. */
  readonly fileBytes: number;
}

export function arrivalFigure(
  stories: readonly ToldProtocol[],
  { movesAtMs, untilMs, fileBytes, ...text }: ArrivalOptions,
): Figure {
  return curvesFigure({
    ...text,
    x: { label: "time", unit: "ms", from: 0, to: untilMs },
    y: { label: "bytes received", unit: "kB", from: 0, to: (1.02 * fileBytes) / 1000 },
    series: stories.map((story) => ({ name: story.name, kind: "step" as const, points: arrivals(story, untilMs) })),
    marks: [{ x: movesAtMs, label: "the route moves" }],
  });
}

/** The bytes of data that the client has received at each instant; retransmitted bytes count once. */
function arrivals({ run: { trace }, endedMs = Infinity }: ToldProtocol, untilMs: number): { x: number; y: number }[] {
  const seen = new Set<string>();
  const points = [{ x: 0, y: 0 }];
  let bytes = 0;
  for (const entry of trace) {
    if (entry.kind !== "received" || entry.at !== "client" || entry.atMs > endedMs) continue;
    const { payload } = entry.packet;
    const [where, data] =
      payload.kind === "tcp"
        ? [`${payload.seq}`, payload.data]
        : payload.kind === "quic" && payload.stream
          ? [`${payload.stream.offset}`, payload.stream.data]
          : ["", ""];
    if (data.length === 0 || seen.has(where)) continue;
    seen.add(where);
    bytes += data.length;
    points.push({ x: entry.atMs, y: bytes / 1000 });
  }
  const last = points.at(-1)!;
  return last.x < untilMs ? [...points, { x: untilMs, y: last.y }] : points;
}
