// The rows of one of our own tables (data/*.csv) whose fields are plain: none is quoted, which a test holds. Tables from other
// sources are read with d3-dsv. It is not used here because every page would carry it, and because its compiled row reader is
// forbidden by a page's content security policy.

/** @returns rows of fields, including the header row */
export const tableRows = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
