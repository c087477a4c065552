// The capstone of lesson 5: its brief, its marks, reference designs.
export {
  capstoneBrief,
  costOf,
  deployProposal,
  type CapstoneBrief,
  type CostItem,
  type Prices,
  type Proposal,
  type ProposedSite,
} from "./capstone.js";
export { designPoints, referenceDesigns, type DesignPoint } from "./reference-designs.js";
export {
  pointsFor,
  scoreDesign,
  scoring,
  type DesignScore,
  type FailureCase,
  type ScorePart,
  type ScoredPart,
} from "./score-design.js";
