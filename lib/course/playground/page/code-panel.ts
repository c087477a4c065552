// The scenario as a cell of TypeScript, for many networks at once. It runs in the worker of the lessons' cells; the page takes text from
// it, which it reads like a file from a stranger.
import { startCellWorker, type CellWorker } from "../../live/page/index.js";
import { textOf, type Draft } from "../edit/index.js";
import { playgroundWords as words } from "../../words.js";
import { button, el, panelOf, say } from "./elements.js";
import { recall, store } from "./stored.js";

/** A run takes no longer, ms. */
const LONGEST_MS = 20_000;

const example = `// Two transit networks that peer, ten customers between them, and a site at each.
const customers = Array.from({ length: 10 }, (_, i) => 64601 + i);
const scenario = {
  format: "anycast-scenario",
  version: 1,
  name: "Ten customers of two networks",
  ases: [10, 20, 64501, 64502, ...customers].map((asn) => ({ asn })),
  links: [
    { peers: [10, 20] },
    { provider: 10, customer: 64501 },
    { provider: 20, customer: 64502 },
    ...customers.map((asn, i) => ({ provider: i % 2 ? 10 : 20, customer: asn })),
  ],
  announcements: [
    { site: "A", origin: 64501, prefix: "192.0.2.0/24" },
    { site: "B", origin: 64502, prefix: "192.0.2.0/24" },
  ],
};
`;

const KEY = "anycast-kit:playground-code";

/** Prints the scenario as JSON; nothing if there is none. */
const asJson = 'console.log(typeof scenario === "undefined" ? "" : JSON.stringify(scenario));';

/** @param made receives the scenario of a run as text */
export function codePanel(made: (text: string) => void): HTMLElement {
  const area = el("textarea", {
    id: "pg-code",
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    wrap: "off",
    rows: "21",
    "aria-describedby": "pg-code-help pg-code-status",
  });
  area.value = recall(KEY) ?? example;
  area.addEventListener("input", () => store(KEY, area.value));
  const status = el("p", { id: "pg-code-status", class: "pg-small", role: "status" });
  const printed = el("pre", { hidden: true, tabindex: "0" });
  /** Ends the run that is going on. */
  let end = () => {};

  const show = (text: string, output: string) => {
    say(status, text);
    printed.textContent = output;
    printed.hidden = output === "";
  };
  const finish = (text: string, output: string) => {
    end();
    run.disabled = false;
    stop.disabled = true;
    show(text, output);
  };

  const start = async () => {
    store(KEY, area.value);
    run.disabled = true;
    stop.disabled = false;
    show(words.codeRunning, "");
    let worker: CellWorker | undefined;
    let isOver = false;
    const timer = window.setTimeout(() => finish(words.codeTooLong(LONGEST_MS / 1000), output), LONGEST_MS);
    end = () => {
      isOver = true;
      clearTimeout(timer);
      worker?.end();
    };
    let output = "";
    let json = "";
    try {
      worker = await startCellWorker((report) => {
        if (isOver) return;
        if (report.type === "stream" && report.run === 1) output += report.text;
        if (report.type === "stream" && report.run === 2) json += report.text;
        if (report.type !== "done") return;
        if (report.error) return finish("", `${output}${report.error.traceback.join("\n")}`);
        if (report.run === 1) return worker!.send({ run: 2, number: 2, code: asJson });
        const text = scenarioText(json);
        finish(text === undefined ? (json.trim() ? words.codeNoJson : words.codeNoScenario) : "", output);
        if (text !== undefined) made(text);
      });
      if (isOver) worker.end();
      else worker.send({ run: 1, number: 1, code: area.value });
    } catch (error) {
      if (!isOver) finish((error as Error).message, "");
    }
  };

  const run = button(words.codeRun, () => void start(), { class: "pg-main" });
  const stop = button(words.codeStop, () => finish(words.codeStopped, ""), { disabled: true });
  const help = el("p", { class: "pg-small", id: "pg-code-help" }, words.codeHelp);
  const label = el("label", { class: "unseen", for: "pg-code" }, words.codeLabel);
  const panel = panelOf("pg-code", words.code, help, label, area, el("div", { class: "pg-tools" }, run, stop), status, printed); // prettier-ignore
  panel.classList.add("pg-editor");
  return panel;
}

function scenarioText(json: string): string | undefined {
  try {
    const draft = JSON.parse(json) as Draft | null;
    return typeof draft === "object" && draft !== null ? textOf(draft) : undefined;
  } catch {
    return undefined;
  }
}
