// The text of library functions as Jupyter shows it, for the functions that lessons show. Those in the page are minified.
import * as kit from "anycast-kit";

/** Text of a function, or of the functions in an object or list, by key. */
type Texts = string | { readonly [key: string]: Texts };

/** JSON, inserted by the bundler (live-bundle.mjs): { [name: string]: Texts }. */
declare const ANYCAST_SOURCES: string;

/** Makes `toString` of these functions return that text, for the lifetime of the worker. */
export function showSources(): void {
  const texts = new WeakMap<object, string>();
  const visit = (value: unknown, text: Texts | undefined): void => {
    if (typeof value === "function" && typeof text === "string") texts.set(value, text);
    else if (typeof value === "object" && value !== null && typeof text === "object")
      for (const [key, each] of Object.entries(text)) visit((value as Record<string, unknown>)[key], each);
  };
  for (const [name, text] of Object.entries(JSON.parse(ANYCAST_SOURCES) as Record<string, Texts>))
    visit((kit as Record<string, unknown>)[name], text);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with `this` set
  const { toString } = Function.prototype;
  Object.defineProperty(Function.prototype, "toString", {
    configurable: true,
    writable: true,
    value(this: () => void): string {
      return texts.get(this) ?? toString.call(this);
    },
  });
}
