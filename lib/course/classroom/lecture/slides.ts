// Slideshow metadata for a lesson, so that `jupyter nbconvert --to slides --no-input` makes a lecture of it: a slide for each
// section, one below it for each picture and question, explanations as speaker notes, no exercises.
import type { Cell, Notebook } from "../../notebook/index.js";
import { sectionsOf, type Section } from "./sections.js";

/** What nbconvert knows; "-" continues the slide before it. */
export const slideTypes = ["slide", "subslide", "fragment", "notes", "skip", "-"] as const;
type SlideType = (typeof slideTypes)[number];

export const isSlideType = (value: unknown): value is SlideType => (slideTypes as readonly unknown[]).includes(value);

/**
 * The notebook with the kind of slide of each cell, and the minutes of each section in the cell of its heading. Kinds and minutes
 * that are there already are kept.
 */
export function withLecture(notebook: Notebook): Notebook {
  const sections = sectionsOf(notebook);
  const cells = notebook.cells.map((cell, i): Cell => {
    const section = sections.find(({ first, end }) => first <= i && i < end);
    const minutes = section?.first === i ? { anycast: { ...cell.metadata.anycast, minutes: section.minutes } } : {};
    const slide = cell.metadata.slideshow ?? { slide_type: slideType(cell, section, section?.first === i) };
    return { ...cell, metadata: { ...cell.metadata, ...minutes, slideshow: slide } };
  });
  return { ...notebook, cells };
}

function slideType({ cell_type, source, metadata }: Cell, section: Section | undefined, isHead: boolean): SlideType {
  const isQuestion = cell_type === "code" && /(?<![\w.])predict\(/.test(source);
  if (metadata.tags?.includes("remove-cell")) return "skip";
  if (section === undefined || section.kind === "exercises") return "skip";
  if (section.kind === "after") {
    if (isQuestion) return "subslide";
    return isHead && /quiz|in five lines|what people believe/i.test(section.title) ? "slide" : "skip";
  }
  if (isHead) return "slide";
  if (cell_type === "markdown") return /^###\s/m.test(source) ? "subslide" : "notes";
  if (cell_type !== "code") return "skip";
  return isQuestion || /\b(show|explore)\(|\.compare\(/.test(source) ? "subslide" : "skip";
}
