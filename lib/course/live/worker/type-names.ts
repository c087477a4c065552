// Names that our modules export as types only. Importing one is not an error, and has no effect at run time.

/** Inserted by the bundler (live-bundle.mjs), from the modules' own index.ts. */
declare const ANYCAST_TYPE_NAMES: Readonly<Record<string, string>>;

export const typeNames: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries(ANYCAST_TYPE_NAMES).map(([module, names]) => [module, new Set(names.split(" "))]),
);
