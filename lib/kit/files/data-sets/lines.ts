// Lines of text from chunks of bytes.
import { DataSetError } from "./error.js";

const longest = 1e6;

/** The lines without their ends. @throws DataSetError for a line of more than a million characters */
export async function* linesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of content) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    if (rest.length > longest)
      throw new DataSetError("A line has more than a million characters: this is not a text file.", "Fetch it again.");
    for (const line of lines) yield line.replace(/\r$/, "");
  }
  rest += decoder.decode();
  if (rest !== "") yield rest.replace(/\r$/, "");
}
