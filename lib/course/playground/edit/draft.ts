// A scenario file as the page edits it: the parsed JSON of a text that the reader accepted. Edits return a new draft, and keep fields
// that they do not know.
export interface DraftAs {
  readonly asn: number;
  readonly name?: string;
  readonly pops?: readonly unknown[];
  readonly [field: string]: unknown;
}

export type DraftLink = { readonly cities?: readonly string[] } & (
  { readonly provider: number; readonly customer: number } | { readonly peers: readonly [number, number] }
);

export interface DraftSite {
  readonly site: string;
  readonly origin: number;
  readonly prefix?: string;
  readonly prepend?: number;
  readonly neighbours?: readonly number[];
  readonly communities?: readonly { readonly kind: string }[];
  readonly [field: string]: unknown;
}

export interface DraftEvent {
  readonly at: number;
  readonly kind: string;
  readonly site?: string;
  readonly ends?: readonly [number, number];
  readonly change?: Readonly<Record<string, unknown>>;
}

export interface Draft {
  readonly name?: string;
  readonly description?: string;
  readonly ases: readonly DraftAs[];
  readonly links: readonly DraftLink[];
  readonly announcements: readonly DraftSite[];
  readonly events?: readonly DraftEvent[];
  readonly clients?: readonly { readonly asn: number; readonly city?: string }[];
  readonly policies?: { readonly ases?: Readonly<Record<string, AsPolicyDraft>>; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

export interface AsPolicyDraft {
  readonly localPref?: Readonly<Record<string, number>>;
  readonly [field: string]: unknown;
}

/** Of transit the provider first. */
export const endsOf = (link: DraftLink): readonly [number, number] =>
  "peers" in link ? link.peers : [link.provider, link.customer];

export const joins = (link: DraftLink, a: number, b: number): boolean => {
  const [one, other] = endsOf(link);
  return (one === a && other === b) || (one === b && other === a);
};

/** The ASes that an AS has a link to, in ascending order. */
export const neighboursOf = ({ links }: Draft, asn: number): number[] =>
  [
    ...new Set(links.flatMap((link) => (endsOf(link).includes(asn) ? endsOf(link).filter((end) => end !== asn) : []))),
  ].sort((a, b) => a - b);
