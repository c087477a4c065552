// The text of a PDF as a reader sees it, by Mozilla's pdf.js (in unpdf, which packs it for Node).
import { extractText, getDocumentProxy } from "unpdf";

/** @returns the number of pages, and their text with single spaces */
export async function pdfText(bytes: Uint8Array): Promise<{ readonly pages: number; readonly text: string }> {
  const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { pages: totalPages, text: text.replace(/\s+/g, " ") };
}
