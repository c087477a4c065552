// A provider's network as written in a file, before any rule is applied: the common output of all readers.
import { shortened } from "../../topology/index.js";

export interface RawNode {
  readonly id: string;
  readonly label?: string;
  /** Degrees; absent when the file has none, or not a number. */
  readonly lat?: number;
  readonly lon?: number;
  /** A cloud or a LAN that routers connect to (Topology Zoo), not a router. */
  readonly hyperedge?: boolean;
  /** A neighbour's router that the drawing shows at the edge (Topology Zoo: Internal 0). */
  readonly external?: boolean;
  /** A frame drawn around routers (yEd), not a router. */
  readonly group?: boolean;
  /** Position in the file: "line 12", "nodes[3]". */
  readonly where: string;
}

export interface RawLink {
  readonly source: string;
  readonly target: string;
  /** Length, if the file states it. */
  readonly km?: number;
  readonly where: string;
}

export interface RawNetwork {
  readonly name?: string;
  readonly nodes: readonly RawNode[];
  readonly links: readonly RawLink[];
  /** Whether a link is directed, so that the opposite direction may follow. */
  readonly directed: boolean;
  /** Whether the format has no coordinates: if no router has a place, all are put on a circle. */
  readonly placeless?: boolean;
}

/** Thrown when a file is not a valid network; the message names the file, and the line or field if known. */
export class NetworkFileError extends Error {
  override readonly name = "NetworkFileError";
  constructor(
    problem: string,
    readonly file: string,
    readonly where?: string,
  ) {
    super(shortened(`${file}${where === undefined ? "" : `, ${where}`}: ${problem}`));
  }
}

/** The names that Topology Zoo, TopoHub and their users give to the same attribute. */
const names = {
  label: ["label", "name"],
  lat: ["latitude", "lat"],
  lon: ["longitude", "lon", "long", "lng"],
  hyperedge: ["hyperedge"],
  internal: ["internal"],
  km: ["dist", "km", "length"],
} as const;

/** Reads attributes by any of their names, whatever the case. */
export function attributesOf(entries: Iterable<readonly [string, unknown]>) {
  const byName = new Map([...entries].map(([name, value]) => [name.toLowerCase(), value]));
  const find = (what: keyof typeof names) => names[what].map((name) => byName.get(name)).find((v) => v !== undefined);
  return {
    text: (what: keyof typeof names): string | undefined => {
      const value = find(what);
      const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
      return text === "" || text === "None" ? undefined : text;
    },
    number: (what: keyof typeof names): number | undefined => {
      const value = find(what);
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? number : undefined;
    },
    is: (what: "hyperedge" | "internal", wanted: 0 | 1): boolean => {
      const value = find(what);
      return (
        value === wanted || value === (wanted === 1) || (typeof value === "string" && value.trim() === `${wanted}`)
      );
    },
  };
}

/** The attributes of a node that the file has. */
export function nodeFrom(id: string, entries: Iterable<readonly [string, unknown]>, where: string): RawNode {
  const attributes = attributesOf(entries);
  const optional = { label: attributes.text("label"), lat: attributes.number("lat"), lon: attributes.number("lon") };
  return {
    id,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    ...(attributes.is("hyperedge", 1) && { hyperedge: true }),
    ...(attributes.is("internal", 0) && { external: true }),
    where,
  };
}
