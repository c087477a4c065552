// The rows of one of our own tables (data/*.csv) whose fields are plain: none is quoted, which a test holds. Tables that come from
// elsewhere are read with d3-dsv; here it would be a part of every reader's page, and half of it compiles code, which a page forbids.

/** @returns rows of fields, the line of names among them */
export const tableRows = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
