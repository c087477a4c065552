// Escaping for pages beyond escapeHtml: inline scripts, and text without terminal colours.

/** `<script>` content that cannot close its own element (HTML section 4.12.1.3). */
export const scriptText = (source: string): string => source.replace(/<(?=\/script|!--)/gi, "\\x3c");

/**
 * Removes colours and cursor movements of a terminal.
 * @example stripAnsi("\u001b[31mred\u001b[0m") // "red"
 */
export const stripAnsi = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g, "");
