// Stages: still pictures on which things move.
export { asGraphStage } from "./as-graph-stage.js";
export { mapStage, type MapStageOptions } from "./map-stage.js";
export { rowStage, type RowPlace, type RowStageOptions } from "./row-stage.js";
export type { Stage, StagePicture } from "./stage.js";
