// The table of contents follows the reader; on a narrow page it is collapsed.

export function followContents(): void {
  const contents = document.querySelector("[data-page-toc]");
  const fold = contents?.querySelector("details");
  if (!contents || !fold) return;

  const roomy = matchMedia("(min-width: 75rem)");
  const unfold = () => {
    fold.open = roomy.matches;
    fold.querySelector("summary")!.tabIndex = roomy.matches ? -1 : 0;
  };
  unfold();
  roomy.addEventListener("change", unfold);

  const links = Array.from(contents.querySelectorAll("a"));
  const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let current: HTMLAnchorElement | undefined;
  let waiting = false;

  function mark(): void {
    waiting = false;
    // The last heading above the upper third of the window; at the end of the page the last heading.
    const limit = innerHeight / 3;
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
    let found = -1;
    targets.forEach((target, i) => {
      if (target?.checkVisibility() && (atEnd || target.getBoundingClientRect().top <= limit)) found = i;
    });
    const link = links[found];
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    current = link;
    if (link && roomy.matches) {
      const box = contents as HTMLElement;
      const top = link.offsetTop - box.scrollTop;
      if (top < 0 || top > box.clientHeight - 40) box.scrollTop = link.offsetTop - box.clientHeight / 2;
    }
  }

  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  mark();
}
