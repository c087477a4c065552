// A copy button beside each block of code, with confirmation.

import type { PageWords } from "../words.js";

export function copyCode(words: PageWords): void {
  const live = document.querySelector("[data-page-live]");
  for (const block of document.querySelectorAll("main .code")) {
    const code = block.querySelector("pre");
    if (!code) continue;
    const name = (code.getAttribute("aria-label") ?? words.code).toLowerCase();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.setAttribute("aria-label", words.copyOf.replace("{0}", name));
    button.addEventListener("click", () => {
      void copy(code).then((done) => {
        button.textContent = done ? words.copied : words.pressToCopy;
        if (live) live.textContent = (done ? words.copiedOf : words.selectedOf).replace("{0}", name);
        setTimeout(() => {
          button.textContent = words.copy;
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
