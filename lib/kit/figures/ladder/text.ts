// A ladder diagram in words: its data table, its description, its legend.
import type { Ladder, Rung } from "../../traffic/index.js";
import { type FigureData, legendIcon, legendList, isSiteLetter, siteBadge } from "../core/index.js";

/** Under 10 s in ms, above in s. */
export const clockText = (ms: number): string =>
  ms < 10_000 ? `${Number(ms.toFixed(ms < 10 ? 1 : 0))} ms` : `${Number((ms / 1000).toFixed(1))} s`;

/** A row for each packet and each remark, in order of time. */
export function ladderData({ rungs, remarks }: Ladder): FigureData {
  const time = (ms: number) => Number(ms.toFixed(1));
  const rows = [
    ...rungs.map((rung) => ({
      at: rung.at,
      row: [
        time(rung.at),
        rung.from,
        rung.label,
        rung.kind === "lost" ? `lost${rung.to ? ` at ${rung.to}` : ""}: ${rung.why ?? ""}` : (rung.to ?? ""),
        time(rung.until),
      ],
    })),
    ...remarks.map(({ at, rail, label }) => ({ at, row: [time(at), rail ?? "", label, "", ""] })),
  ];
  rows.sort((a, b) => a.at - b.at);
  return { columns: ["at (ms)", "from", "packet or event", "to", "until (ms)"], rows: rows.map(({ row }) => row) };
}

/** The ladder in a few sentences. */
export function describeLadder({ rails, rungs, remarks }: Ladder): string {
  const count = (kind: Rung["kind"]) => rungs.filter((rung) => rung.kind === kind).length;
  const [lost, resets, ignored] = [count("lost"), count("reset"), count("ignored")];
  const said = [
    `Time runs downwards; ${rails.map(({ name }) => name).join(", ")} stand side by side. ${rungs.length} packets`,
    ...(lost > 0 ? [`${lost} lost`] : []),
    ...(resets > 0 ? [resets === 1 ? "1 reset" : `${resets} resets`] : []),
    ...(ignored > 0 ? [ignored === 1 ? "1 reset ignored" : `${ignored} resets ignored`] : []),
  ];
  const changes = remarks
    .filter(({ kind }) => kind === "change")
    .map(({ at, label }) => `${label} at ${clockText(at)}`);
  const happened = changes.length ? ` What happens: ${changes.join("; ")}.` : "";
  return `${said.join(", ")}.${happened} Stretches without packets are cut short. Queues, and the time that machines think, are left out.`;
}

/** Explains the marks that it has. */
export function legendOf({ rails, rungs, remarks }: Ladder): string {
  const line = (look: string, end: string) =>
    legendIcon(`<g class="ak-rung ${look}"><path class="ak-shaft" d="M-8,0L3,0"/>${end}</g>`);
  const head = '<path class="ak-head" d="M8,0L1,4L1,-4Z"/>';
  const has = (kind: Rung["kind"]) => rungs.some((rung) => rung.kind === kind);
  return legendList([
    ...rails
      .filter(({ name }) => isSiteLetter(name))
      .map(({ name }) => `${siteBadge(name)} site ${name}, and packets from and to it`),
    ...(has("reset") ? [`${line("ak-reset", head)} reset: the connection is over`] : []),
    ...(has("ignored") ? [`${line("ak-ignored", head)} reset, ignored`] : []),
    ...(has("error") ? [`${line("ak-no-site ak-error", head)} ICMP error`] : []),
    ...(has("lost")
      ? [`${line("ak-no-site ak-lost", '<path class="ak-cross" d="M1,-4L8,4M1,4L8,-4"/>')} packet that is lost`]
      : []),
    ...(remarks.some(({ kind }) => kind === "timer")
      ? [
          `${legendIcon('<path class="ak-rail" d="M0,-8V8"/><circle r="3"/>')} a timer expires, or a host notes something`,
        ]
      : []),
  ]);
}
