// State that outlives a page: explorers in the address (for sharing), predictions in the browser's storage.

/** Whether this document is a page of its own; in JupyterLab the address belongs to JupyterLab. */
const ownsAddress = () =>
  !document.querySelector("head > script#jupyter-config-data, body > script#jupyter-config-data") &&
  !document.body.dataset.jpThemeLight;

/** The values the address holds for an explorer: `#border.cost=700&border.router=Denver`. */
export function readAddress(id: string): Record<string, string> {
  if (!ownsAddress()) return {};
  const mine = [...hashParameters()].filter(([key]) => key.startsWith(`${id}.`));
  return Object.fromEntries(mine.map(([key, value]) => [key.slice(id.length + 1), value]));
}

let writing: ReturnType<typeof setTimeout> | undefined;
const toWrite = new Map<string, Readonly<Record<string, string | number>>>();

/**
 * Writes the differences from the first state into the address, without a new entry in the history. Debounced: browsers limit
 * the rate of such changes, and a moving slider passes many values.
 */
export function writeAddress(id: string, changed: Readonly<Record<string, string | number>>): void {
  if (!ownsAddress()) return;
  toWrite.set(id, changed);
  clearTimeout(writing);
  writing = setTimeout(writeNow, 250);
}

function writeNow(): void {
  const parameters = hashParameters();
  for (const [id, changed] of toWrite) {
    for (const key of [...parameters.keys()]) if (key.startsWith(`${id}.`)) parameters.delete(key);
    for (const [key, value] of Object.entries(changed)) parameters.set(`${id}.${key}`, String(value));
  }
  toWrite.clear();
  const state = parameters.toString();
  // An address that names a place on the page is kept while there is no state to write.
  if (state || location.hash.includes("=")) {
    const [page] = location.href.split("#");
    history.replaceState(history.state, "", state ? `${page}#${state}` : page);
  }
}

/** An address such as #section is a place on the page, not a state. */
function hashParameters(): URLSearchParams {
  return new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
}

const prefix = "anycast-kit:";
/** Fallback if the browser allows no storage; lasts as long as the page. */
const unstored = new Map<string, string>();

export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(prefix + key) ?? unstored.get(key);
  } catch {
    return unstored.get(key);
  }
}

/** Stores a value, or removes it if undefined. */
export function remember(key: string, value: string | undefined): void {
  if (value === undefined) unstored.delete(key);
  else unstored.set(key, value);
  try {
    if (value === undefined) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, value);
  } catch {
    // Storage is disabled or full: `unstored` keeps the value until the page closes.
  }
}
