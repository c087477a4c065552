// The helper: cleans the output of cells with the allow-list of published pages, and analyses which cells need which.
// No cell's code runs here, so its answers can be trusted. The page terminates it if an answer takes too long.
import { cellEffects } from "../../kernel/cell/index.js";
import type { CodeCell } from "../../notebook/index.js";
import { renderOutputs } from "../../publish/index.js";
import type { Answer, Cleaned, Question } from "../protocol.js";
import { stripTypes } from "./strip-types.js";

export function answerQuestions(port: MessagePort, send: (answer: Answer) => void): void {
  port.onmessage = ({ data }: MessageEvent<Question>) => {
    try {
      send({ id: data.id, value: data.type === "effects" ? data.sources.map(effectsOf) : clean(data) });
    } catch (error) {
      send({ id: data.id, failed: error instanceof Error ? error.message : String(error) });
    }
  };
}

/** Null for a cell that cannot be parsed. Running it reports the error. */
function effectsOf(source: string) {
  try {
    return cellEffects(stripTypes(source).code);
  } catch {
    return null;
  }
}

function clean({ cell: id, number, outputs, taken }: Question & { type: "clean" }): Cleaned {
  const warnings: string[] = [];
  const cell: CodeCell = { id, cell_type: "code", source: "", metadata: {}, execution_count: null, outputs };
  const html = renderOutputs(cell, {
    usedIds: new Set(taken),
    held: { characters: 0, tried: 0 },
    warn: (_cell, what) => warnings.push(what),
    number,
  });
  return { html, warnings: [...new Set(warnings)] };
}
