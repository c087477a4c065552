import { describe, expect, it } from "vitest";
import { colours } from "../../lib/kit/report/style/tokens.js";

/** Contrast of two colours, WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, blue] = [1, 3, 5].map((i) => {
      const part = parseInt(hex.slice(i, i + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(["light", "dark"] as const)("in the %s theme", (name) => {
  const theme: Readonly<Record<string, string>> = colours[name];
  const grounds = ["paper", "wash", "tint"];

  it.each(["ink", "quiet", "accent", "failed", "passed"])("%s can be read on every ground", (ink) => {
    for (const ground of grounds) expect(contrast(theme[ink], theme[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["code-k", "code-s", "code-c", "code-n", "code-f"])("%s can be read on the ground of code", (ink) =>
    expect(contrast(theme[ink], theme.wash)).toBeGreaterThanOrEqual(4.5),
  );
});
