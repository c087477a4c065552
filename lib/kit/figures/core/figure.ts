// What every figure is: plain data, ready to be shown in a notebook, a page or a terminal.

/** The columns and rows a figure was drawn from; every figure carries them, for eyes, ears and spreadsheets. */
export interface FigureData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A finished figure. Made by the functions of this folder, displayed by `show`. */
export interface Figure {
  readonly kind: "figure";
  /** Short, kebab-case; prefixes every id inside `html`, so it is unique in a lesson. */
  readonly name: string;
  readonly title: string;
  /** What a reader who cannot see the picture needs to know: what is drawn, and what it shows; also what is modelled and what not. */
  readonly description: string;
  readonly data: FigureData;
  /** `<figure class="ak-figure">`: picture, caption, description and data table. No script. Styled by `figureCss`. */
  readonly html: string;
  /** The same for a terminal: title and data as aligned text. */
  readonly text: string;
}
