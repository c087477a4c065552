#!/usr/bin/env node
// The committed `anycast` command: loads the compiled command line, or says how to build it. In the repository it includes the
// course's commands; with anycast-kit alone, only the engineer's.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Until the command line has loaded and installed its own handlers.
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
  process.once(signal, () => process.exit(code));

const compiled = new URL("../dist/cli/main.js", import.meta.url);
if (!existsSync(compiled)) {
  console.error(
    `✖ The anycast command is not built yet.\n  Run \`npm start\` (or \`npm run build\`) in ${fileURLToPath(new URL("../../..", import.meta.url))} first.`,
  );
  process.exit(1);
}
const { main } = await import(await withCourse().catch(() => compiled.href));
await main(process.argv);

/** The command line that has the course's commands as well. */
async function withCourse() {
  const course = import.meta.resolve("anycast-course/cli");
  if (!existsSync(new URL(course))) throw new Error("not built");
  return course;
}
