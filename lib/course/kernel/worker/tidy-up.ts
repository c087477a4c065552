// Gives memory back while the learner reads. V8 collects garbage when it needs room, and up to its limit it needs none: after a
// lesson half of a kernel's memory is the compiler's work on earlier cells.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How long no cell has run before the memory is tidied, ms. */
const restMs = 2000;

/** Captured before any cell runs, because cells may replace the global functions. */
const later = setTimeout;
const never = clearTimeout;

export interface Tidying {
  /** Call when a cell begins and when it has ended. */
  begin(): void;
  ended(): void;
}

export function tidyWhenIdle(): Tidying {
  // The function exists in a context of its own: cells do not see it.
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  setFlagsFromString("--no-expose-gc");
  let timer: NodeJS.Timeout | undefined;
  const begin = () => never(timer);
  return {
    begin,
    ended() {
      begin();
      timer = later(collect, restMs).unref();
    },
  };
}
