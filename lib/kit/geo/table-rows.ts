// The rows of one of our own tables (data/*.csv) whose fields are plain: none is quoted, which a test holds. Tables from other
// sources are read with d3-dsv. It is not used here because every page would carry it, and because its compiled row reader is
// forbidden by a page's content security policy.

/**
 * Splits the text of a table of the kit's own into rows of fields, the header row included. No field may be quoted.
 * @example tableRows("name,lat\nParis,48.9\n") // [["name","lat"],["Paris","48.9"]]
 * @returns rows of fields, including the header row
 */
export const tableRows = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
