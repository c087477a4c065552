// What a figure of tiers is made of: nodes in rows, cables, and the paths of packets.
import type { FigureText } from "../core/index.js";

export interface TierNode {
  /** A letter A to H is drawn as a server with its mark, every other name as a box. Unique in the figure. */
  readonly name: string;
  /** One or two short lines below the node, such as "12 flows". */
  readonly note?: string;
  /** Draws the note in the alarm colour. */
  readonly isAlarm?: boolean;
  /** Failed or removed. */
  readonly isGone?: boolean;
}

export interface Tier {
  readonly label: string;
  readonly nodes: readonly TierNode[];
}

/** The path of one packet, node by node. */
export interface TierPath {
  readonly nodes: readonly string[];
  /** Drawn in the colour of this site or server. Defaults to the text colour. */
  readonly site?: string;
  /** Ends at a host that does not know the connection. */
  readonly isAstray?: boolean;
  /** For the description and the table: "E does not know the flow, A does". */
  readonly note?: string;
}

export interface TiersOptions extends FigureText {
  readonly tiers: readonly Tier[];
  /** Pairs of nodes; a third value is the share of the traffic, 0 to 1, which sets the width of the line. */
  readonly links: readonly (readonly [string, string, number?])[];
  readonly paths?: readonly TierPath[];
  /** What becomes of packets that go astray, for the legend. Defaults to "reset". */
  readonly astray?: string;
  /** Which kinds of paths the legend explains. Defaults to those in the picture. */
  readonly keys?: "shown" | "both" | "none";
  /** Three such figures stand in one row where there is room. Defaults to false. */
  readonly third?: boolean;
  /** What nodes are that are gone, for the legend. Defaults to "failed or removed". */
  readonly gone?: string;
}
