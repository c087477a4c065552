// Time limits of tests. `npm test` runs several tests at once on few cores, so a promise in milliseconds is only kept on a quiet
// machine: `npm run test:long` runs one file at a time and holds the promise itself, `npm test` catches what hangs.

/** What a test beside others is allowed, in the unit of what is promised. */
export const besideOthers = (promised: number): number => (process.env.ANYCAST_LONG === "1" ? promised : 10 * promised);
