// The type of a notebook:  nbformat 4.5 (https://nbformat.readthedocs.io/en/latest/format_description.html)
// with every multi-line text joined to one string. Metadata is kept as it came, so that reading and writing loses nothing.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a course says about a lesson in `metadata.anycast`. */
export interface LessonMetadata {
  readonly objectives?: readonly string[];
  readonly minutes?: number;
  readonly prerequisites?: readonly string[];
  readonly [key: string]: unknown;
}

export interface NotebookMetadata {
  readonly title?: string;
  readonly authors?: readonly { readonly name: string }[];
  readonly license?: string;
  readonly anycast?: LessonMetadata;
  readonly kernelspec?: { readonly name: string; readonly display_name?: string; readonly language?: string };
  readonly [key: string]: unknown;
}

/** nbgrader's metadata, schema version 3. */
export interface NbgraderMetadata {
  readonly schema_version: number;
  readonly grade: boolean;
  readonly solution: boolean;
  readonly locked: boolean;
  readonly task?: boolean;
  readonly grade_id: string;
  readonly points?: number;
  readonly [key: string]: unknown;
}

export interface CellMetadata {
  readonly tags?: readonly string[];
  readonly nbgrader?: NbgraderMetadata;
  /** `covers`: numbers of the concept checklist. */
  readonly anycast?: { readonly covers?: readonly number[]; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** MIME type -> text, or JSON for `application/json` and its kin. */
export type MimeBundle = { readonly [mime: string]: Json };

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}
export interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: { readonly [key: string]: Json };
}
export interface ResultOutput {
  readonly output_type: "execute_result";
  readonly execution_count: number | null;
  readonly data: MimeBundle;
  readonly metadata: { readonly [key: string]: Json };
}
export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

interface AnyCell {
  /** 1 to 64 characters of A-Z a-z 0-9 - _, unique in the notebook. */
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
}
export interface MarkdownCell extends AnyCell {
  readonly cell_type: "markdown";
  readonly attachments?: { readonly [name: string]: MimeBundle };
}
export interface RawCell extends AnyCell {
  readonly cell_type: "raw";
  readonly attachments?: { readonly [name: string]: MimeBundle };
}
export interface CodeCell extends AnyCell {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}
export type Cell = MarkdownCell | CodeCell | RawCell;

export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: NotebookMetadata;
  readonly cells: readonly Cell[];
}
