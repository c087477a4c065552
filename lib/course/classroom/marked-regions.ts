// Marked regions of an exercise cell, found as nbgrader finds them: any line that holds the words BEGIN ... or END ....

export const regionKinds = ["SOLUTION", "HIDDEN TESTS", "MARK SCHEME"] as const;
export type RegionKind = (typeof regionKinds)[number];

export interface Region {
  readonly kind: RegionKind;
  /** Index of the line that begins it, from 0. */
  readonly begin: number;
  /** Index of the line that ends it; undefined if none does. */
  readonly end: number | undefined;
}

export interface MarkedRegions {
  readonly regions: readonly Region[];
  /** Lines (from 0) where a region ends that had not begun, or begins inside one of its kind. */
  readonly stray: readonly { readonly kind: RegionKind; readonly line: number; readonly nested: boolean }[];
}

export function markedRegions(source: string, kind: RegionKind): MarkedRegions {
  const regions: Region[] = [];
  const stray: { kind: RegionKind; line: number; nested: boolean }[] = [];
  let begin: number | undefined;
  for (const [line, text] of source.split("\n").entries()) {
    if (text.includes(`BEGIN ${kind}`)) {
      if (begin === undefined) begin = line;
      else stray.push({ kind, line, nested: true });
    } else if (text.includes(`END ${kind}`)) {
      if (begin === undefined) stray.push({ kind, line, nested: false });
      else regions.push({ kind, begin, end: line });
      begin = undefined;
    }
  }
  if (begin !== undefined) regions.push({ kind, begin, end: undefined });
  return { regions, stray };
}

/** The source with each region of the kind replaced by `stub` (indented as its first marker is), or cut if there is no stub. */
export function replaceRegions(source: string, kind: RegionKind, stub?: string): string {
  const lines = source.split("\n");
  for (const { begin, end } of [...markedRegions(source, kind).regions].reverse()) {
    const indent = /^\s*/.exec(lines[begin])![0];
    const instead = stub === undefined ? [] : stub.split("\n").map((line) => indent + line);
    lines.splice(begin, (end ?? lines.length - 1) - begin + 1, ...instead);
  }
  return lines.join("\n");
}
