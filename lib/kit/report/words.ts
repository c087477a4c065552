// All text of the interface of a page's frame, in one table for translation. `{0}`, `{1}` stand for values. The words of cells that
// run in a page are in course/words.ts.

export const pageWords = {
  skip: "Skip to the text",
  theme: "Theme",
  light: "Light",
  system: "As the system",
  dark: "Dark",
  onThisPage: "On this page",
  copy: "Copy",
  copyOf: "Copy {0}",
  copied: "Copied",
  copiedOf: "Copied {0}.",
  pressToCopy: "Press Ctrl+C",
  selectedOf: "Selected {0}. Press Ctrl+C to copy it.",
  code: "code",
  done: "Done",
  exercisesDone: "{0} of {1} exercises done",
  allExercisesDone: "all exercises done ✓",
  continueWith: "Continue with lesson {0}: {1}",
  search: "Search this page",
  matches: "{0} matches",
  oneMatch: "1 match",
  noMatch: "No match",
  firstMatches: "{0} matches, the first {1}:",
  start: "Start",
} as const;

/** A word of the table -> its text. */
export type PageWords = Readonly<Record<keyof typeof pageWords, string>>;
