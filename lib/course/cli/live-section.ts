// Cells of a page that is no lesson, with what runs them: for the report of `anycast compare` (kit/cli/live-cells.ts).
import type { MakeLiveCells } from "anycast-kit/cli";
import { livePart } from "../live/index.js";
import type { Notebook } from "../notebook/index.js";
import { cellsAlone } from "../publish/index.js";

export const liveSection: MakeLiveCells = async (cells) => {
  const notebook: Notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
    cells: cells.map(({ id, source }) => ({
      id,
      cell_type: "code",
      source,
      metadata: {},
      outputs: [],
      execution_count: null,
    })),
  };
  const { script, packs, css } = await livePart(notebook);
  return { html: cellsAlone(notebook), css, script, packs: packs(new Map()) };
};
