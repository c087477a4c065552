#!/usr/bin/env node
// The committed `anycast` command: hands over to the compiled command line, or says how to get one.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const compiled = new URL("../dist/cli/main.js", import.meta.url);
if (!existsSync(compiled)) {
  console.error(
    `✖ The anycast command is not built yet.\n  Run \`npm start\` (or \`npm run build\`) in ${fileURLToPath(new URL("../..", import.meta.url))} first.`,
  );
  process.exit(1);
}
const { main } = await import(compiled.href);
await main(process.argv);
