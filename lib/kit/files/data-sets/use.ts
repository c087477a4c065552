// A data set in the place of a file: `--as-rel caida:2025-09`.
import { existsSync } from "node:fs";
import { chooseDataSet, dataSets } from "./catalogue.js";
import { DataSetError } from "./error.js";
import { dataFolder, fileOf, recordOf } from "./folder.js";

/** Whether a text names a data set, and no file of this name is there. */
export const isDataSetName = (text: string): boolean =>
  dataSets.some(({ name }) => text === name || text.startsWith(`${name}:`)) && !existsSync(text);

/**
 * The file of a data set on this machine; any other text is given back as it is.
 * @example dataSetFile("as-rel.txt") // "as-rel.txt": a path stays as it is
 * @param text a path, or a name such as "caida:2025-09"
 * @throws DataSetError if the data set was not fetched; it names the command that fetches it
 */
export function dataSetFile(text: string): string {
  if (!isDataSetName(text)) return text;
  const chosen = chooseDataSet(text);
  const folder = dataFolder();
  if (recordOf(chosen, folder)) return fileOf(chosen, folder);
  throw new DataSetError(
    `${chosen.text} is not on this machine (${folder}).`,
    `Fetch it: npx anycast-kit data get ${chosen.text}`,
  );
}
