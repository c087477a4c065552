// Search over the page: a box above the contents. Each match is a link to its place, folded or not; what is hidden until the reader
// has answered a question is not searched.
import type { PageWords } from "../words.js";

export function searchPage(words: PageWords): void {
  const contents = document.querySelector<HTMLElement>("[data-page-toc]");
  const main = document.querySelector("main");
  if (!contents || !main) return;
  const most = 40;
  const blocks = "h1, h2, h3, h4, p, li, td, th, dt, dd, figcaption, summary, pre, textarea";

  const box = document.createElement("search");
  box.className = "search";
  box.setAttribute("aria-label", words.search);
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = words.search;
  input.setAttribute("aria-label", words.search);
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const list = document.createElement("ol");
  list.hidden = true;
  box.append(input, status, list);
  contents.prepend(box);

  const plain = (text: string) =>
    text
      .normalize("NFKD")
      .replace(/\p{Mn}+/gu, "")
      .replace(/\s+/g, " ")
      .toLowerCase();
  const textOf = (block: Element) => (block instanceof HTMLTextAreaElement ? block.value : (block.textContent ?? ""));

  /** Blocks that hold no other block, in order, each under its heading. */
  function places(): { block: HTMLElement; heading: string; text: string }[] {
    let heading = words.start;
    return [...main!.querySelectorAll<HTMLElement>(blocks)].flatMap((block) => {
      if (/^H[1-4]$/.test(block.tagName)) heading = textOf(block);
      const isHidden =
        block.closest("[hidden], .live-gated, .live-locked, .unseen") !== null ||
        block.matches("details.fold > summary"); // shows its code's first line
      if (isHidden || block.querySelector(blocks)) return [];
      return [{ block, heading, text: textOf(block).replace(/\s+/g, " ").trim() }];
    });
  }

  /** What stands around the first match. */
  function excerpt(text: string, wanted: string): string {
    const at = Math.max(0, plain(text).indexOf(wanted) - 30);
    const part = text.slice(at, at + wanted.length + 70);
    return `${at > 0 ? "... " : ""}${part}${at + part.length < text.length ? " ..." : ""}`;
  }

  function goTo(block: HTMLElement): void {
    for (let fold = block.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
      fold.open = true;
    if (block.tabIndex < 0 && !block.hasAttribute("tabindex")) block.tabIndex = -1;
    block.scrollIntoView({ block: "center" });
    block.focus({ preventScroll: true });
  }

  function search(): void {
    const wanted = plain(input.value).trim();
    list.replaceChildren();
    const found = wanted.length < 2 ? [] : places().filter(({ text }) => plain(text).includes(wanted));
    for (const { block, heading, text } of found.slice(0, most)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const under = document.createElement("small");
      const near = block.closest("[id]:not(main)")?.id ?? "page-main";
      link.href = `#${encodeURIComponent(near)}`;
      under.textContent = heading;
      link.append(excerpt(text, wanted), under);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        history.replaceState(null, "", link.href);
        goTo(block);
      });
      item.append(link);
      list.append(item);
    }
    list.hidden = found.length === 0;
    const count = String(found.length);
    status.textContent =
      wanted.length < 2
        ? ""
        : found.length === 0
          ? words.noMatch
          : found.length === 1
            ? words.oneMatch
            : found.length > most
              ? words.firstMatches.replace("{0}", count).replace("{1}", String(most))
              : words.matches.replace("{0}", count);
  }

  let waiting = 0;
  const searchNow = () => {
    clearTimeout(waiting);
    waiting = 0;
    search();
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(searchNow, 120);
  });
  box.addEventListener("keydown", (event) => {
    // Later, the list would be replaced under the reader's arrow keys.
    if (waiting !== 0 && /^(Arrow|Enter)/.test(event.key)) searchNow();
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (next !== undefined && links.length > 0) (links[next] ?? input).focus();
    else if (event.key === "Enter" && document.activeElement === input) {
      searchNow();
      list.querySelector("a")?.click();
    } else if (event.key === "Escape") {
      input.value = "";
      search();
      input.focus();
    } else return;
    event.preventDefault();
  });
}
