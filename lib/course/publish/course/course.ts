// The course: its lessons in order, whether written or not. A lesson with a letter, such as 2b, is the second part of lesson 2.
import { indexWords } from "../../words.js";

export interface CourseLesson {
  /** File name without extension, of the notebook and of the page. */
  readonly slug: string;
  /** `"2"` or `"2b"`, as its file begins. */
  readonly number: string;
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  readonly minutes: number;
  /** False while there is no page to lead to. */
  readonly ready: boolean;
  /** Exercises on its page. */
  readonly exercises?: number;
}

export const courseTitle = indexWords.course;

const planned = (number: string, slug: string, title: string, minutes: number, summary: string): CourseLesson => ({
  slug: `${number}-${slug}`,
  number,
  title,
  summary,
  minutes,
  ready: false,
});

export const courseLessons: readonly CourseLesson[] = [
  planned("1", "shared-ip", "Shared IP", 45, "One address, many machines."),
  planned(
    "2",
    "multi-site-advertisement",
    "Multi-site advertisement",
    50,
    "The Internet chooses, and it does not choose by distance.",
  ),
  planned("2b", "running-a-site", "Running a site", 50, "What happens when a site fails, and what it costs."),
  planned("3", "udp-success", "UDP success", 50, "One question, one answer, no memory."),
  planned("4", "tcp-pitfalls", "TCP pitfalls", 50, "Connections have state; the network does not."),
  planned("4b", "inside-one-building", "Inside one building", 45, "Many servers behind one address."),
  planned("5", "global-vs-regional", "Global vs regional designs", 50, "Who should decide: BGP, DNS, or both?"),
];

/** How many lessons there are by number: 2 and 2b are one lesson in two parts. */
export const countLessons = (lessons: readonly CourseLesson[]): number =>
  new Set(lessons.map(({ number }) => parseInt(number, 10))).size;

/** The course's lessons, with written ones in their places; others follow with the next numbers. */
export function courseOf(written: readonly Omit<CourseLesson, "number" | "ready">[]): CourseLesson[] {
  const bySlug = new Map(written.map((lesson) => [lesson.slug, lesson]));
  const planned = courseLessons.map((lesson) => {
    const found = bySlug.get(lesson.slug);
    bySlug.delete(lesson.slug);
    return found ? { ...found, number: lesson.number, ready: true } : lesson;
  });
  const next = countLessons(courseLessons) + 1;
  const others = [...bySlug.values()].map((lesson, i) => ({ ...lesson, number: String(next + i), ready: true }));
  return [...planned, ...others];
}
