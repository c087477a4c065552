// The notebook file: schema, reader, writer.
export { NotebookError, checkNotebook, readNotebook } from "./read.js";
export type {
  Cell,
  CellMetadata,
  CodeCell,
  DisplayOutput,
  ErrorOutput,
  Json,
  LessonMetadata,
  MarkdownCell,
  MimeBundle,
  NbgraderMetadata,
  Notebook,
  NotebookMetadata,
  Output,
  RawCell,
  ResultOutput,
  StreamOutput,
} from "./types.js";
export { splitLines, writeNotebook } from "./write.js";
