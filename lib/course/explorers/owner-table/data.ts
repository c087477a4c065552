// The data of "whose reply is it?": which server calls out from the shared address, where its peer is, whether sites have a table.
import { egressCall, type EgressCallStory } from "../../stories/index.js";
import { lruCache } from "anycast-kit/figures";
import type { State } from "../core/index.js";

/** The data `explore("owner-table", ...)` takes. */
export interface OwnerTableProps {
  /** The server of site A that calls, from 0. Defaults to 3. */
  readonly server?: number;
  /** The site in whose catchment the web server is. Defaults to "B". */
  readonly catchment?: "A" | "B";
  /** Whether the sites have the table of owners. Defaults to false. */
  readonly table?: boolean;
}

/** The same in a page, with all defaults filled in. */
export type OwnerTableJson = Required<OwnerTableProps>;

/** Slices of 2,048 ports above the first 2,048. */
export const SERVERS = 31;

export interface OwnerTableScenario {
  readonly initial: State;
  readonly told: (state: State) => EgressCallStory;
}

export function readOwnerTable({ server, catchment, table }: OwnerTableJson): OwnerTableScenario {
  const known = lruCache<EgressCallStory>();
  const told = (state: State) => {
    const call = { server: Number(state.server), catchment: state.catchment as "A" | "B", ownerTable: state.table === "on" };
    return known(JSON.stringify(call), () => egressCall(call));
  }; // prettier-ignore
  return { initial: { server, catchment, table: table ? "on" : "off" }, told };
}
