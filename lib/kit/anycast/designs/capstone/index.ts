// The capstone of lesson 5: its brief, its marks, reference designs.
export { costOf, type CostItem } from "./bill.js";
export {
  capstoneBrief,
  deployProposal,
  type CapstoneBrief,
  type Prices,
  type Proposal,
  type ProposedSite,
  type SessionDetection,
} from "./capstone.js";
export type { FailureCase } from "./feedback.js";
export { pointsFor, scoring, type ScorePart, type ScoredPart } from "./points.js";
export { designPoints, referenceDesigns, type DesignPoint } from "./reference-designs.js";
export { scoreDesign, type DesignScore } from "./score-design.js";
