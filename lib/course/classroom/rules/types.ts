// Every cell type-checks, in order, as the kernel will check it.
import type { Rule } from "./rule.js";

export const types: Rule = {
  name: "types",
  check: ({ program }) => program().errors.map(({ cell, line, message }) => ({ cell, line, message })),
};
