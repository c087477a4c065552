// Playing the events: the player of the lessons, with how it ended and every message as text.
import { renderExplorer } from "../../explorers/index.js";
import type { Played } from "../protocol.js";
import type { Context, Panel } from "./context.js";
import { button, el, panelOf } from "./elements.js";
import { playgroundWords as words } from "../../words.js";

export function playPanel(context: Context): Panel {
  const result = el("div", { class: "pg-result" });
  let playedText: string | undefined;
  const play = async () => {
    const text = context.text();
    result.replaceChildren(el("p", {}, words.computing));
    const answer = await context.library.ask({ type: "play", text });
    playedText = text;
    if ("fault" in answer) return result.replaceChildren(el("p", { class: "pg-fault" }, answer.fault.message));
    result.replaceChildren(...partsOf(answer.value));
    context.say(answer.value.endings.join(" "));
  };
  const start = button(words.play, () => void play(), { class: "pg-main" });
  const element = panelOf("pg-play", words.playAgain, el("div", { class: "pg-tools" }, start), result);
  return {
    element,
    show() {
      if (playedText === undefined || playedText === context.text()) return;
      playedText = undefined;
      result.replaceChildren(el("p", { class: "pg-small" }, words.stale));
    },
  };
}

function partsOf({ endings, motions, note, log, unlisted }: Played): Node[] {
  const picture = el("div");
  if (motions.length > 0) {
    const options = motions.map(({ title }) => title);
    try {
      picture.innerHTML = renderExplorer(
        "player",
        { motions, choice: { label: words.prefix, options } },
        { id: "play" },
      );
    } catch (error) {
      picture.append(el("p", {}, words.notDrawn((error as Error).message)));
    }
  }
  const time = (ms: number) => ms.toLocaleString("en", { maximumFractionDigits: 1 });
  const entries = log.map(({ atMs, text }) => el("li", {}, `${time(atMs)} ms: ${text}`));
  return [
    ...endings.map((ending) => el("p", {}, ending)),
    ...(note === undefined ? [] : [el("p", { class: "pg-small" }, note)]),
    picture,
    ...(entries.length === 0
      ? []
      : [
          el(
            "details",
            {},
            el("summary", {}, words.log),
            el(
              "ol",
              { class: "pg-log" },
              ...entries,
              ...(unlisted > 0 ? [el("li", {}, words.unlisted(unlisted))] : []),
            ),
          ),
        ]),
  ];
}
