// A lesson with slides has a kind of slide in every cell and minutes in every section, as `anycast notebook lecture` writes them
// (../lecture/). A cell that is added later must not be missing in the lecture, nor its minutes in the plan.
import { isSlideType, sectionsOf, slideTypes } from "../lecture/index.js";
import type { Finding, Rule } from "./rule.js";

export const lecture: Rule = {
  name: "lecture",
  check: ({ notebook, file }) => {
    const { cells, metadata } = notebook;
    if (!cells.some((cell) => cell.metadata.slideshow !== undefined)) return [];
    const remedy = `Run: npx anycast notebook lecture ${file}`;
    const found = cells.flatMap(({ id, metadata: { slideshow } }): Finding[] => {
      if (slideshow === undefined) return [{ cell: id, message: `The cell has no kind of slide. ${remedy}` }];
      const { slide_type: type } = Object(slideshow) as { readonly slide_type?: unknown };
      if (isSlideType(type)) return [];
      return [
        { cell: id, message: `slideshow.slide_type must be ${slideTypes.join(", ")} (got ${JSON.stringify(type)}).` },
      ];
    });
    const sections = sectionsOf(notebook);
    for (const { first, title } of sections)
      if (cells[first].metadata.anycast?.minutes === undefined)
        found.push({ cell: cells[first].id, message: `The section "${title}" has no minutes. ${remedy}` });
    const sum = sections.reduce((all, { kind, minutes }) => (kind === "lecture" ? all + minutes : all), 0);
    const wanted = metadata.anycast?.minutes;
    if (wanted !== undefined && sum !== wanted)
      found.push({ message: `The sections take ${sum} minutes, and metadata.anycast.minutes says ${wanted}.` });
    return found;
  },
};
