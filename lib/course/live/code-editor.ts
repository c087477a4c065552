// The interface between a page and its editor, which is a separate script (editor/main.ts).

export interface CodeEditor {
  readonly value: () => string;
  set(value: string): void;
  /** The code as HTML, highlighted as on the page. */
  html(): string;
  focus(): void;
  remove(): void;
  onInput(listener: (value: string) => void): void;
  /** Shift+Enter, or Ctrl+Enter. */
  onRun(listener: () => void): void;
  /** Escape. */
  onLeave(listener: () => void): void;
}

export type CreateEditor = (
  place: HTMLElement,
  options: { readonly value: string; readonly label: string },
) => CodeEditor;
