// A reader's work on a page, stored in this browser: edits by lesson and cell, each with the version of the code it was
// made from, so that a new version of the lesson can keep the edit and show what changed.

export interface SavedEdit {
  readonly code: string;
  /** The lesson's code when the edit began. */
  readonly from: string;
}

export interface LessonStore {
  edit(cell: string): SavedEdit | undefined;
  saveEdit(cell: string, edit: SavedEdit | undefined): void;
  flag(name: string): boolean;
  setFlag(name: string, on: boolean): void;
  clear(): void;
}

/** Used if the browser does not allow storage; lost when the page is closed. */
const unstored = new Map<string, string>();

export function lessonStore(lesson: string): LessonStore {
  const prefix = `anycast-kit:live:${lesson}:`;
  const get = (key: string): string | undefined => {
    try {
      return localStorage.getItem(prefix + key) ?? unstored.get(prefix + key);
    } catch {
      return unstored.get(prefix + key);
    }
  };
  const set = (key: string, value: string | undefined) => {
    if (value === undefined) unstored.delete(prefix + key);
    else unstored.set(prefix + key, value);
    try {
      if (value === undefined) localStorage.removeItem(prefix + key);
      else localStorage.setItem(prefix + key, value);
    } catch {
      // Storage is off or full: `unstored` has the value until the page is closed.
    }
  };
  return {
    edit(cell) {
      const saved = get(`edit:${cell}`);
      if (saved === undefined) return undefined; // of nearly every cell when a page opens: an exception for each takes 1 ms
      try {
        const { code, from } = JSON.parse(saved) as Record<string, unknown>;
        return typeof code === "string" && typeof from === "string" ? { code, from } : undefined;
      } catch {
        return undefined;
      }
    },
    saveEdit: (cell, edit) => set(`edit:${cell}`, edit && JSON.stringify(edit)),
    flag: (name) => get(`flag:${name}`) === "1",
    setFlag: (name, on) => set(`flag:${name}`, on ? "1" : undefined),
    clear() {
      for (const key of [...unstored.keys()]) if (key.startsWith(prefix)) unstored.delete(key);
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
      } catch {
        // Storage is off.
      }
    },
  };
}
