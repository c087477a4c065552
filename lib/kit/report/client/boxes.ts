// Makes scrollable boxes reachable by keyboard; boxes that do not scroll are not tab stops.

export function tabStops(): void {
  const boxes = document.querySelectorAll<HTMLElement>("main pre[tabindex], main .table[tabindex]");
  const look = (box: HTMLElement) => {
    if (box.clientWidth === 0) return; // collapsed: checked when it is expanded
    box.tabIndex = box.scrollWidth > box.clientWidth + 1 ? 0 : -1;
  };
  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => look(target as HTMLElement)));
  for (const box of boxes) observer.observe(box);
}
