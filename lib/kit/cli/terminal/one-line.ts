// Names of strangers on a terminal: what moves the cursor, colours or turns the text around is escaped, as \u001b.

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** The text with its control characters escaped, except line breaks and tabs. main.ts does it with all that is printed. */
export const visible = (text: string): string =>
  text.replace(/[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, escaped);

/**
 * Escapes control characters, line breaks and tabs: a name must not begin a line that looks like the command's own.
 * @example oneLine("two\nlines") // "two\\u000alines"
 */
export const oneLine = (text: string): string => visible(text.replace(/[\n\t\u2028\u2029]/g, escaped));
