// What a cell displays must be storable in a notebook: text for every type but JSON (nbformat, `mimebundle`). Anything else
// would make the notebook invalid when it is saved, long after the cell.

const isJson = (type: string): boolean => /^application\/(?:.*\+)?json$/.test(type);

/** @throws TypeError naming the type and what was given */
export function checkDisplay(data: unknown): void {
  for (const [type, value] of Object.entries(data ?? {})) {
    if (typeof value === "string" || isJson(type)) continue;
    const given = value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
    throw new TypeError(`What is displayed as ${type} must be text (got ${given}).`);
  }
}
