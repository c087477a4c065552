// The destination of output: a notebook kernel (tslab, Deno), a page that set a receiver, or a terminal. Nothing of a host is
// imported; the host is detected at the time of output, so one build runs everywhere.

/** One output in two forms: for hosts that draw, and for hosts that print. */
export interface Output {
  readonly html: string;
  readonly text: string;
}

export interface Host {
  readonly kind: "notebook" | "page" | "terminal";
  display(output: Output): void;
}

/** What hosts put on globalThis; all of it may be missing. */
interface HostGlobals {
  /** A page that runs cells sets this to receive their output. */
  readonly __anycastDisplay?: (output: Output) => void;
  /** Set by tslab's executor for the cells it compiles: its `require` answers "tslab" with the running copy. */
  readonly __tslab__?: { readonly require: (id: string) => unknown };
  readonly Deno?: { readonly jupyter?: DenoJupyter };
}

interface Tslab {
  readonly display: { html(html: string): void };
}

interface DenoJupyter {
  display(bundle: Readonly<Record<string, string>>, options: { readonly raw: true }): Promise<void>;
}

const globals = globalThis as HostGlobals;

/** The host that is running this code now. */
export function host(): Host {
  const page = globals.__anycastDisplay;
  if (page) return { kind: "page", display: (output) => page(output) };

  const tslab = globals.__tslab__;
  if (tslab) return { kind: "notebook", display: ({ html }) => (tslab.require("tslab") as Tslab).display.html(html) };

  const deno = denoJupyter();
  if (deno) {
    const display = ({ html, text }: Output) =>
      void deno.display({ "text/html": html, "text/plain": text }, { raw: true });
    return { kind: "notebook", display };
  }
  return { kind: "terminal", display: ({ text }) => print(text) };
}

/** Deno outside its kernel may throw on the mere look at `Deno.jupyter`. */
function denoJupyter(): DenoJupyter | undefined {
  try {
    return globals.Deno?.jupyter;
  } catch {
    return undefined;
  }
}

/** One line or more on standard output; never standard error, which nbgrader takes for a failure. */
export function print(text: string): void {
  // eslint-disable-next-line no-console -- standard output is what this function is for
  console.log(text);
}
