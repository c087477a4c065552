// "Whose reply is it?": a server of site A calls a web server from the shared address. The reply reaches the site in whose
// catchment the web server is. A table of owners says by the address which site it belongs to, and by the port which server.
import { type Figure, ladderFigure, tableFigure } from "anycast-kit/figures";
import type { EgressCallStory } from "../../stories/index.js";
import type { Explorer, State } from "../core/index.js";
import { readOwnerTable, SERVERS, type OwnerTableJson, type OwnerTableScenario } from "./data.js";

const name = "owner-table";

export const ownerTable: Explorer<OwnerTableScenario> = {
  name,
  read: (json) => readOwnerTable(json as OwnerTableJson),
  initial: ({ initial }) => initial,
  controls: () => [
    { kind: "range", name: "server", label: "Server of site A that connects", min: 0, max: SERVERS - 1, step: 1 },
    {
      kind: "buttons",
      name: "catchment",
      label: "The web server is in the catchment of",
      options: ["A", "B"].map((site) => ({ value: site, label: `site ${site}`, site })),
    },
    { kind: "checkbox", name: "table", label: "Sites have the owner table" },
  ],
  render({ told }, state, id) {
    const story = told(state);
    const title = `The connection from port ${story.table.slice(Number(state.server)).first}, packet by packet`;
    const ladder = ladderFigure({ ...story.ladder, remarks: [] }, { name: `${id}-ladder`, title });
    return { summary: summarize(story, state), figures: [ladder, ...(state.table === "on" ? [rows(story, state, id)] : [])] };
  },
}; // prettier-ignore

function summarize({ outcome, roundTripMs, table, address }: EgressCallStory, { server, catchment }: State): string {
  const port = table.slice(Number(server)).first;
  const call = `Server ${server} of site A connects from ${address}, port ${port}. The reply reaches site ${catchment}`;
  if (outcome === "complete") {
    const by = catchment === "A" ? "" : ", which forwards it to the owner";
    return `${call}${by}: complete, round trip ${Math.round(roundTripMs!)} ms.`;
  }
  return `${call}, which does not know the connection and resets it.`;
}

/** The row that decides, between its neighbours. */
function rows({ table, address }: EgressCallStory, { server }: State, id: string): Figure {
  const near = [-1, 0, 1].map((step) => Number(server) + step).filter((each) => each >= 0 && each < SERVERS);
  return tableFigure({
    name: `${id}-table`,
    title: `The owner table: three of ${SERVERS} servers`,
    description: `The address ${address} belongs to a site, and each server of that site has a slice of its ports.`,
    columns: ["address", "ports", "owner", "this reply"],
    rows: near.map((each) => {
      const { first, last } = table.slice(each);
      const owner = table.owner(address, first)!;
      return [address, `${first} to ${last}`, `site ${owner.site}, server ${owner.server}`, each === Number(server) ? `port ${first}` : ""]; // prettier-ignore
    }),
  });
}
