// Boxes that could scroll are reachable by keyboard; those that need not scroll are no stop on the way.

export function tabStops(): void {
  const boxes = document.querySelectorAll<HTMLElement>("main pre[tabindex], main .table[tabindex]");
  const look = (box: HTMLElement) => {
    if (box.clientWidth === 0) return; // folded away: looked at when it is unfolded
    box.tabIndex = box.scrollWidth > box.clientWidth + 1 ? 0 : -1;
  };
  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => look(target as HTMLElement)));
  for (const box of boxes) observer.observe(box);
}
