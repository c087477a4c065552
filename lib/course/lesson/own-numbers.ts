// Numbers of their own for each student: an exercise draws its cities, prefixes and costs from the seed in the notebook.
// `anycast class release --variants` writes a seed into each student's copy. Seed 0 is the lesson as printed.
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { hash32 } from "anycast-kit/traffic";
import { ExplorerError } from "../explorers/core/index.js";

export interface OwnNumbers {
  /** An integer from `least` to `most`, both included. */
  readonly integer: (least: number, most: number) => number;
  /** One entry of a list. @throws ExplorerError if the list is empty */
  readonly pick: <T>(list: readonly T[]) => T;
  /** `count` different entries of a list, in random order. @throws ExplorerError if the list is shorter */
  readonly sample: <T>(list: readonly T[], count: number) => T[];
  /**
   * The value of this student: the printed one for seed 0, otherwise the first one drawn that `fits`.
   * @example own("border").draw(11, (numbers) => numbers.integer(5, 20))
   * @throws ExplorerError if none of 1,000 fits
   */
  readonly draw: <T>(printed: T, from: (numbers: OwnNumbers) => T, fits?: (value: T) => boolean) => T;
}

const mostTries = 1000;

/**
 * Gives each exercise a source of numbers. The same seed and exercise give the same numbers on every machine.
 * @param seed an integer from 0; 0 is the lesson as printed
 * @example const own = ownNumbers(0);
 * @throws ExplorerError for another seed
 */
export function ownNumbers(seed: number): (exercise: string) => OwnNumbers {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new ExplorerError(`ownNumbers: the seed must be an integer from 0 (got ${seed}).`);
  return (exercise) => numbersFrom(exercise, seed);
}

function numbersFrom(exercise: string, seed: number): OwnNumbers {
  const generator = xoroshiro128plus(hash32(`${seed} ${exercise}`));
  const fail = (problem: string) => {
    throw new ExplorerError(`ownNumbers, "${exercise}": ${problem}`);
  };
  const numbers: OwnNumbers = {
    integer: (least, most) => uniformInt(generator, least, most),
    pick: (list) => numbers.sample(list, 1)[0],
    sample(list, count) {
      if (count > list.length) fail(`${count} entries are wanted of a list of ${list.length}.`);
      const left = [...list];
      return Array.from({ length: count }, () => left.splice(numbers.integer(0, left.length - 1), 1)[0]);
    },
    draw(printed, from, fits = () => true) {
      if (seed === 0) return printed;
      for (let tries = 0; tries < mostTries; tries++) {
        const value = from(numbers);
        if (fits(value)) return value;
      }
      return fail(`none of ${mostTries} values fits.`);
    },
  };
  return numbers;
}
