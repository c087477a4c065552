// Displayed data must be valid in a notebook: text for every MIME type except JSON (nbformat, `mimebundle`). Other data
// would make the notebook invalid when it is saved, long after the cell ran.

const isJson = (type: string): boolean => /^application\/(?:.*\+)?json$/.test(type);

/** @throws TypeError naming the type and what was given */
export function checkDisplay(data: unknown): void {
  for (const [type, value] of Object.entries(data ?? {})) {
    if (typeof value === "string" || isJson(type)) continue;
    const given = value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
    throw new TypeError(`The data displayed as ${type} must be text (got ${given}).`);
  }
}
