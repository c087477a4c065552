// The type of all figures: plain data, ready to be shown in a notebook, a page or a terminal.

/** The columns and rows a figure was drawn from; every figure includes them as a table. */
export interface FigureData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A finished figure. Created by the functions of this folder, displayed by `show`. */
export interface Figure {
  readonly kind: "figure";
  /** Short, kebab-case; prefixes every id inside `html`, so it is unique in a lesson. */
  readonly name: string;
  readonly title: string;
  /** Description for readers who cannot see the picture: what is drawn and what it shows, and the limits of the model. */
  readonly description: string;
  readonly data: FigureData;
  /** `<figure class="ak-figure">`: picture, caption, description and data table. No script. Styled by `figureCss`. */
  readonly html: string;
  /** The same for a terminal: title and data as aligned text. */
  readonly text: string;
}
