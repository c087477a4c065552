// The deployments with published shares beside the plain model, as a table for README and lib/docs/measurements.md.
import type { DeploymentRow } from "../deployment-results.js";
import { markdownTable } from "./markdown-table.js";

/** @param all with the announcements that were changed, and their reasons; otherwise one row a deployment */
export function deploymentsMarkdown(rows: readonly DeploymentRow[], all: boolean): string {
  const shown = all ? rows : rows.filter(({ changed }) => changed === undefined);
  return markdownTable(
    ["deployment, date", "published, % of", "plain model, % of the ASes", "tied", ...(all ? ["why"] : [])],
    shown.map((row) => {
      const { shares, tied } = row.plain[row.nearest];
      const sites = Object.keys(row.published);
      return [
        `${row.deployment}${row.changed === undefined ? "" : `, ${row.changed}`} (${row.date})`,
        `${sites.map((site) => `${site} ${row.published[site].toFixed(0)}`).join(", ")} (${row.of})`,
        sites.map((site) => shares[site].toFixed(0)).join(", "),
        tied.toFixed(0),
        ...(all ? [row.why] : []),
      ];
    }),
    "left",
  );
}
