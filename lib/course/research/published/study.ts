// A published study beside our own computation of the same quantity: what was published, our result on generated Internets, and
// why the two differ. Published numbers were read in the source or its abstract.
import type { GeneratedInternet } from "anycast-kit/topology";

export interface Study {
  readonly study: string;
  readonly year: number;
  /** Where the published numbers stand. */
  readonly source: string;
  readonly quantities: readonly StudiedQuantity[];
  /** Our numbers on one Internet, by quantity id; the same for the same Internet. */
  readonly compute: (internet: GeneratedInternet) => Readonly<Record<string, number>>;
}

export interface StudiedQuantity {
  readonly id: string;
  readonly quantity: string;
  readonly unit: "%" | "ms" | "points";
  readonly published: number;
  /** The upper end, if a range was published. */
  readonly publishedTo?: number;
  /** If the source gives no exact number. */
  readonly publishedIs?: "about" | "more than";
  /** Why ours differs, or what its agreement is worth: one sentence. */
  readonly why: string;
}

export interface PublishedRow extends Omit<StudiedQuantity, "id">, Pick<Study, "study" | "year" | "source"> {
  /** Mean over the Internets, and the least and the most of them. */
  readonly ours: number;
  readonly low: number;
  readonly high: number;
}
