// The course: the names of its five lessons, whether written or not.

export interface CourseLesson {
  /** File name without extension, of the notebook and of the page. */
  readonly slug: string;
  readonly number: number;
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  readonly minutes: number;
  /** False while there is no page to lead to. */
  readonly ready: boolean;
  /** Exercises on its page. */
  readonly exercises?: number;
}

export const courseTitle = "IP anycast in five lessons";

const planned = (number: number, slug: string, title: string, minutes: number, summary: string): CourseLesson => ({
  slug: `${number}-${slug}`,
  number,
  title,
  summary,
  minutes,
  ready: false,
});

export const courseLessons: readonly CourseLesson[] = [
  planned(1, "shared-ip", "Shared IP", 45, "One address, many machines."),
  planned(
    2,
    "multi-site-advertisement",
    "Multi-site advertisement",
    75,
    "The Internet chooses, and it does not choose by distance.",
  ),
  planned(3, "udp-success", "UDP success", 60, "One question, one answer, no memory."),
  planned(4, "tcp-pitfalls", "TCP pitfalls", 75, "Connections have state; the network does not."),
  planned(5, "global-vs-regional", "Global vs regional designs", 75, "Who should decide: BGP, DNS, or both?"),
];

/** The five lessons, with written ones in their places; others follow with the next numbers. */
export function courseOf(written: readonly Omit<CourseLesson, "number" | "ready">[]): CourseLesson[] {
  const bySlug = new Map(written.map((lesson) => [lesson.slug, lesson]));
  const five = courseLessons.map((lesson) => {
    const found = bySlug.get(lesson.slug);
    bySlug.delete(lesson.slug);
    return found ? { ...found, number: lesson.number, ready: true } : lesson;
  });
  return [...five, ...[...bySlug.values()].map((lesson, i) => ({ ...lesson, number: six + i, ready: true }))];
}
const six = courseLessons.length + 1;
