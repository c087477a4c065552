// A link to a place in a folded part opens it, which not every browser does by itself. An old address leads on to the new one.

export function revealTarget(): void {
  const reveal = () => {
    let name = "";
    try {
      name = decodeURIComponent(location.hash.slice(1));
    } catch {
      // Not a name of a place: an explorer's state, or a mistyped address.
    }
    const target = document.getElementById(name);
    const old = target || name === "" ? null : document.querySelector(`[data-page-old="${CSS.escape(name)}"]`);
    if (old instanceof HTMLAnchorElement) return location.replace(old.href);
    let opened = false;
    for (let fold = target?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
      opened ||= !fold.open;
      fold.open = true;
    }
    if (opened) target!.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
}
