// A copy button beside each block of code, with confirmation.

export function copyCode(): void {
  const live = document.querySelector("[data-page-live]");
  for (const block of document.querySelectorAll("main .code")) {
    const code = block.querySelector("pre");
    if (!code) continue;
    const name = (code.getAttribute("aria-label") ?? "code").toLowerCase();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${name}`);
    button.addEventListener("click", () => {
      void copy(code).then((done) => {
        button.textContent = done ? "Copied" : "Press Ctrl+C";
        if (live) live.textContent = done ? `Copied ${name}.` : `Selected ${name}. Press Ctrl+C to copy it.`;
        setTimeout(() => {
          button.textContent = "Copy";
          if (live) live.textContent = "";
        }, 2000);
      });
    });
    block.append(button);
  }

  async function copy(code: HTMLElement): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
      return true;
    } catch {
      // No clipboard access: the reader copies with the keyboard.
      getSelection()?.selectAllChildren(code);
      return false;
    }
  }
}
