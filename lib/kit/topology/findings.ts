// Irregularities that a reader found, and how it repaired them. Every repair is reported.

export type FindingKind =
  | "duplicate-link"
  | "two-relationships"
  | "provider-cycle"
  | "self-link"
  | "unknown-comment"
  | "crlf"
  | "blank-line"
  | "no-final-newline";

/** `Kind` depends on the reader. Defaults to the kinds of AS graphs. */
export interface Finding<Kind extends string = FindingKind> {
  readonly kind: Kind;
  /** Number of occurrences. */
  readonly count: number;
  /** The rule that was applied, in one sentence. */
  readonly rule: string;
  /** The first few, each with its line if known. */
  readonly examples: readonly { readonly line?: number; readonly text: string }[];
}

export const asGraphRules: Readonly<Record<FindingKind, string>> = {
  "duplicate-link": "A link listed twice with the same relationship counts once.",
  "two-relationships":
    "A pair listed both as transit and as peers is transit, because transit gives reachability; a pair in which each is the other's provider becomes peers.",
  "provider-cycle":
    "In a cycle of providers, the link whose provider has the fewest customers compared with its customer becomes a peering, until no cycle is left.",
  "self-link": "A link from an AS to itself is dropped.",
  "unknown-comment": "A comment line of unknown form is skipped.",
  crlf: "Lines may end in CR LF.",
  "blank-line": "Blank lines are skipped.",
  "no-final-newline": "The last line may lack its newline.",
};

const EXAMPLES = 5;

/**
 * Collects findings while a file is read.
 * @example ((found) => (found.add("crlf", "1|2|-1", 7), found.list()[0].count))(findingList({ crlf: "Lines may end in CR LF." })) // 1
 * @param rules how each kind is repaired
 */
export function findingList<Kind extends string>(rules: Readonly<Record<Kind, string>>) {
  const found = new Map<Kind, { count: number; examples: { line?: number; text: string }[] }>();
  return {
    /** Counts a finding; the first few are kept as examples. */
    add(kind: Kind, text: string, line?: number) {
      const entry = found.get(kind) ?? { count: 0, examples: [] };
      entry.count++;
      if (entry.examples.length < EXAMPLES) entry.examples.push(line === undefined ? { text } : { line, text });
      found.set(kind, entry);
    },
    /** The findings so far, by kind. */
    list: (): Finding<Kind>[] =>
      [...found].map(([kind, { count, examples }]) => ({ kind, count, rule: rules[kind], examples })),
  };
}

export type FindingList<Kind extends string = FindingKind> = ReturnType<typeof findingList<Kind>>;
