// What a page asks of its editor; the editor is a script of its own (editor/main.ts).

export interface CodeEditor {
  readonly value: () => string;
  set(value: string): void;
  /** The code, coloured as it is printed. */
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
