// LinkedIn 2015 as a study: the change from DNS to global anycast in seven regions, and what regional anycast left in the United States.
import { linkedInPublished } from "./linkedin-published.js";
import { linkedInTable } from "./linkedin-table.js";
import type { Study } from "./study.js";

const { title, url, year, regions, unitedStates } = linkedInPublished;

const CONSTRUCTED =
  "Built to agree: how many users are behind which network is chosen. The reasons why DNS and BGP then err are computed.";
const SIX_STATES = "Ours are the six states of the table, each weighing the same; theirs are all users in the country.";

export const linkedInStudy: Study = {
  study: "Maheshwari et al. (LinkedIn)",
  year,
  source: `${title}, ${url}`,
  quantities: [
    ...regions.map(({ region, points }) => ({
      id: region,
      quantity: `${region}: change in users at their best PoP, from DNS with unicast to global anycast`,
      unit: "points" as const,
      published: points,
      why: CONSTRUCTED,
    })),
    {
      id: "dns",
      quantity: "United States: users not at their best PoP, DNS with unicast",
      unit: "%",
      published: 100 * unitedStates.dns,
      why: SIX_STATES,
    },
    {
      id: "regional",
      quantity: "United States: users not at their best PoP, regional anycast",
      unit: "%",
      published: 100 * unitedStates.regional,
      why: `${SIX_STATES} What is left goes wrong within the region, where BGP still chooses.`,
    },
  ],
  compute: () => {
    const table = linkedInTable();
    const states = table.filter(({ region }) => region !== "Brazil");
    const missed = (design: "dns" | "regional") =>
      (100 * states.reduce((sum, row) => sum + 1 - row[design], 0)) / states.length;
    return {
      ...Object.fromEntries(table.map(({ region, dns, global }) => [region, 100 * (global - dns)])),
      dns: missed("dns"),
      regional: missed("regional"),
    };
  },
};
