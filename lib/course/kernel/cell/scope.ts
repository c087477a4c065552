// The one scope that all cells share, at run time. Each name has a box; a cell's code keeps the boxes it uses at hand and
// reads `box.v`, so a function of an earlier cell sees what a later cell assigns. No Node here: pages use it too.

/** Kinds of names: what may be assigned to, and what may not. */
export type Kind = "variable" | "constant";

/** `v`: the value. `i`: initialises. `c`: the value of a constant. `t`: the value for `typeof`, which may be missing. */
class Box {
  declare v: unknown;
  /** Whether a cell that declares the name is running and has not reached the declaration. */
  pending = false;
  kind: Kind = "variable";
  before: { readonly value: unknown; readonly kind: Kind } | null = null;
  constructor(readonly name: string) {}
  set i(value: unknown) {
    this.pending = false;
    Object.defineProperty(this, "v", { value, writable: true, enumerable: true, configurable: true });
  }
  get c(): unknown {
    return this.v;
  }
  set c(_: unknown) {
    if (!this.isSet) this.missing();
    throw new TypeError("Assignment to constant variable.");
  }
  get t(): unknown {
    return this.isSet || this.pending ? this.v : (globalThis as Record<string, unknown>)[this.name];
  }
  get isSet(): boolean {
    return Object.hasOwn(this, "v");
  }
  missing(): never {
    throw new ReferenceError(
      this.pending ? `Cannot access '${this.name}' before initialization` : `${this.name} is not defined`,
    );
  }
}
// The value's own place is made when the name is initialised; until then these two stand in for it.
Object.defineProperty(Box.prototype, "v", {
  get(this: Box) {
    if (!this.pending && this.name in globalThis) return (globalThis as Record<string, unknown>)[this.name];
    return this.missing();
  },
  set(this: Box, value: unknown) {
    if (this.pending || !(this.name in globalThis)) this.missing();
    (globalThis as Record<string, unknown>)[this.name] = value;
  },
});

export interface ImportedModule {
  /** What `import * as` gives. */
  readonly star: unknown;
  readonly has: (name: string) => boolean;
  readonly get: (name: string) => unknown;
}

export interface ModuleHost {
  /** @throws where there is no such module */
  importModule(specifier: string): ImportedModule;
  importLater(specifier: string): Promise<unknown>;
  /** `import.meta`. */
  readonly meta?: object;
}

export interface CellScope {
  /** The names that have a value, for `rewriteCell`. */
  known(): Map<string, Kind>;
  /** After a cell: names whose declaration it did not reach get back what they had before. Gives those names. */
  settle(): string[];
  /** The value of the last cell's last expression. */
  last: unknown;
  /** What the rewritten code calls; see rewrite.ts. */
  readonly run: CellRuntime;
}

export interface CellRuntime {
  box(name: string): Box;
  lexical(name: string, kind: Kind): Box;
  /** `fresh`: without the value that an earlier cell gave it. */
  hoisted(name: string, fresh?: boolean): Box;
  callable(name: string, value: unknown): Box;
  imports(specifier: string, names: readonly (readonly [local: string, imported: string])[]): void;
  later(specifier: unknown): Promise<unknown>;
  clean(error: unknown): void;
  readonly meta: object;
  last: unknown;
}

/** Behind each name of the rewritten code: no learner types it, and it may stand in an identifier. */
export const suffix = "ʹ";

/** What V8 says of a rewritten expression, in the learner's words: `(0 , fʹ.v) is not a function` is `f is not a function`. */
export const cleanMessage = (message: string): string =>
  message
    .replace(/\(0 ?, ?([\p{ID_Continue}$]+)ʹ\.[vc]\)/gu, "$1")
    .replace(/([\p{ID_Start}$_][\p{ID_Continue}$]*)ʹ\.[vict]/gu, "$1");

/** The text of a rewritten function (`f.toString()`) as it was before. */
export const cleanSource = (text: string): string =>
  text.includes(suffix)
    ? text
        .replace(/;?\(0,([\p{ID_Start}$_][\p{ID_Continue}$]*)ʹ\.[vc]\)/gu, "$1")
        .replace(/([\p{ID_Start}$_][\p{ID_Continue}$]*): \1ʹ\.[vict]/gu, "$1")
        .replace(/([\p{ID_Start}$_][\p{ID_Continue}$]*)ʹ\.[vict]/gu, "$1")
        .replace(/\$cells\.clean\([^)]*\);/g, "")
    : text.replace(/\$cells\.clean\([^)]*\);/g, "");

/** Makes functions of cells show the text that was typed, for as long as the realm lives. */
export function hideRewriting(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the function it is asked of
  const { toString } = Function.prototype;
  Object.defineProperty(Function.prototype, "toString", {
    configurable: true,
    writable: true,
    value(this: () => void): string {
      return cleanSource(toString.call(this));
    },
  });
}

export function createScope(host: ModuleHost): CellScope {
  const boxes = new Map<string, Box>();
  let touched: Box[] = [];

  const box = (name: string): Box => {
    let found = boxes.get(name);
    if (!found) boxes.set(name, (found = new Box(name)));
    return found;
  };

  const runtime: CellRuntime = {
    box,
    lexical(name, kind) {
      const found = box(name);
      if (found.isSet) found.before = { value: found.v, kind: found.kind };
      delete (found as { v?: unknown }).v;
      found.pending = true;
      found.kind = kind;
      touched.push(found);
      return found;
    },
    hoisted(name, fresh = false) {
      const found = box(name);
      found.kind = "variable";
      if (fresh || !found.isSet) found.i = undefined;
      return found;
    },
    callable(name, value) {
      const found = box(name);
      found.kind = "variable";
      found.i = value;
      return found;
    },
    imports(specifier, names) {
      const module = host.importModule(specifier);
      for (const [local, imported] of names) {
        const found = box(local);
        found.kind = "constant";
        if (imported === "*") found.i = module.star;
        else if (!module.has(imported))
          throw new SyntaxError(`The module '${specifier}' does not provide an export named '${imported}'`);
        else if (/^[./]/.test(specifier)) {
          // A module of the learner's own may assign to what it exports.
          found.pending = false;
          Object.defineProperty(found, "v", { get: () => module.get(imported), enumerable: true, configurable: true });
        } else found.i = module.get(imported);
      }
    },
    later: (specifier) => host.importLater(String(specifier)),
    clean(error) {
      if (error instanceof Error && error.message.includes(suffix)) error.message = cleanMessage(error.message);
    },
    meta: host.meta ?? {},
    last: undefined,
  };

  return {
    run: runtime,
    get last() {
      return runtime.last;
    },
    set last(value) {
      runtime.last = value;
    },
    known: () => new Map([...boxes.values()].filter(({ isSet }) => isSet).map(({ name, kind }) => [name, kind])),
    settle() {
      const lost = touched.filter(({ pending }) => pending);
      for (const each of lost) {
        each.pending = false;
        if (!each.before) continue;
        each.i = each.before.value;
        each.kind = each.before.kind;
      }
      for (const each of touched) each.before = null;
      touched = [];
      return lost.map(({ name }) => name);
    },
  };
}
