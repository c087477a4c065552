// All designs side by side: round trips, or time without an answer after a failure.
import { type Figure, tableFigure } from "anycast-kit/figures";
import type { DesignOutcome, Setting } from "./data.js";
import { unanswered } from "./moment.js";

const PROPAGATION =
  "Round trips are propagation only: 1.6 times the great circle along the cities where packets pass from AS to AS.";

export function designsTable(
  outcomes: readonly DesignOutcome[],
  { chosen, death }: Setting,
  { id, isShort }: { readonly id: string; readonly isShort: boolean },
): Figure {
  const rowLook = (row: number) => (outcomes[row].name === chosen ? "ak-now" : undefined);
  const ms = (name: string) => ({ name, unit: "ms", digits: 0 });
  const percent = (name: string) => ({ name, unit: "%", digits: 1 });
  if (death === undefined)
    return tableFigure({
      name: `${id}-table`,
      title: "The designs side by side",
      description:
        `${PROPAGATION} A user is on the best site where no other site alone would be more than 1 ms faster.` +
        (isShort
          ? ""
          : " A page is a connection, five round trips and 500 ms of the server; behind an HTTP edge the path to the origin is added."),
      columns: [
        "design",
        ms("mean"),
        ms("median"),
        ms("p95"),
        percent("on the best site"),
        ...(isShort ? [] : [ms("page, median"), "prefixes"]),
      ],
      rows: outcomes.map(({ name, evaluation: { rttMs, userMs, atBestSite, prefixes } }) => [
        name,
        ...[rttMs.mean, rttMs.p50, rttMs.p95, 100 * atBestSite],
        ...(isShort ? [] : [userMs.p50, prefixes]),
      ]),
      rowLook,
    });
  const seconds = (name: string) => ({ name, unit: "s", digits: 0 });
  return tableFigure({
    name: `${id}-table`,
    title: `The designs after ${death.label} failed`,
    description:
      `${PROPAGATION} Users are hit if their site failed; BGP takes them to another site of the same prefix, DNS returns ` +
      "another address after detection and the TTL. Waiting counts users who are hit and get an answer again.",
    columns: [
      "design",
      percent("hit"),
      percent("no answer now"),
      seconds("waiting, mean"),
      seconds("waiting, worst"),
      ms("p95 when all have moved"),
    ],
    rows: outcomes.map(({ name, answers, loss, settled }) => [
      name,
      ...[100 * loss!.hit, 100 * unanswered(answers), loss!.meanSeconds, loss!.worstSeconds],
      settled!.p95,
    ]),
    rowLook,
  });
}
