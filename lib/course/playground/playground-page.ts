// The playground as one self-contained HTML page. Its first picture is drawn here, so that it is there before any script runs, in print
// and without scripts.
import { readFile } from "node:fs/promises";
import { asGraphFigure, embedJson, figureCss } from "anycast-kit/figures";
import { renderPage } from "anycast-kit/report";
import { explorerCssFor } from "../explorers/core/index.js";
import { pack, runtimePacks } from "../live/index.js";
import { bar, courseTitle, type CourseLesson } from "../publish/index.js";
import { lessonWords } from "../words.js";
import { answer } from "./compute/index.js";
import { playgroundCss } from "./css.js";
import { readyScenarios } from "./ready.js";

export interface PlaygroundOptions {
  /** The lessons of the course, for the bar. */
  readonly siblings: readonly CourseLesson[];
  /** Texts of question files, which become ready scenarios. Defaults to none. */
  readonly questions?: readonly string[];
  /** Whether the runtime of cells is a file beside the page. Defaults to false. */
  readonly sharedRuntime?: boolean;
}

/** The file name of the page, beside the lessons. */
export const playgroundFile = "playground.html";

const built = new URL(import.meta.url.endsWith(".ts") ? "../dist/" : "../", import.meta.url);
const read = (name: string) => readFile(new URL(name, built), "utf8");

const title = "Anycast playground";
const summary =
  "Anycast: several sites announce one IP address, and the routes between networks decide which site answers you.";

/**
 * The page. The same input gives the same bytes.
 * @throws ScenarioError for an invalid question; Error if the scripts are not built
 */
export async function playgroundPage({ siblings, questions = [], sharedRuntime }: PlaygroundOptions): Promise<string> {
  const [script, worker, player] = await Promise.all(["page", "worker", "player"].map((part) => read(`playground-${part}.js`))); // prettier-ignore
  const ready = readyScenarios(questions);
  const runtime = await runtimePacks(worker, { sharedRuntime });
  const css = explorerCssFor('data-ak-explorer="player"');
  return renderPage({
    title,
    description: summary,
    name: "playground",
    license: "CC BY 4.0",
    css: figureCss + css + playgroundCss,
    bundle: player.trim(),
    live: {
      script: script.trim(),
      ...runtime,
      packs: `${pack("playground", worker)}\n${runtime.packs}\n<script type="application/json" data-playground-ready>${embedJson(ready)}</script>`,
    },
    bar: bar(siblings, undefined, courseTitle),
    contents: "",
    main: `<header class="lead"><h1>${title}</h1><p class="standfirst">${summary}</p></header>
<div class="pg-first"><p><strong>Try this first</strong></p><ol>
<li>Click a network in the picture, such as AS40. The page says why it uses its site.</li>
<li>Press <em>Play the events</em>: site A withdraws its route, and messages travel from network to network.</li>
<li>Click AS50 and press <em>Add a site here</em>. Which networks change sites?</li></ol></div>
<div data-playground><p>The playground needs JavaScript. Without it you see its first picture.</p>
${firstPicture(ready[0].text)}</div>`,
    foot: `<p>${lessonWords.privacy}</p>`,
  });
}

function firstPicture(text: string): string {
  const looked = answer({ type: "look", text });
  if ("fault" in looked) throw new Error(`The first scenario of the playground: ${looked.fault.message}`);
  const { drawn, name } = looked.value;
  return asGraphFigure({ ...drawn, name: "playground", title: `Which AS uses which site: ${name}` }).html;
}
