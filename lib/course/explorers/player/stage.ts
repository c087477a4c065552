// The stage of a motion: its still picture, drawn by the kit.
import { asGraphStage, mapStage, rowStage, type Stage } from "anycast-kit/figures";
import type { StageOptions } from "../../motion/index.js";

/** @throws FigureError for contents that cannot be drawn */
export function stageOf(options: StageOptions): Stage {
  if (options.kind === "map") return mapStage(options);
  return options.kind === "rows" ? rowStage(options) : asGraphStage(options);
}
