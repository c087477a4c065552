// Names that our modules export as types only. Importing one is not an error, and has no effect at run time.

/** JSON, inserted by the bundler (live-bundle.mjs): module -> names, from the modules' own index.ts. */
declare const ANYCAST_TYPE_NAMES: string;

export const typeNames: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries(JSON.parse(ANYCAST_TYPE_NAMES) as Record<string, string>).map(([module, names]) => [
    module,
    new Set(names.split(" ")),
  ]),
);
