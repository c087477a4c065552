#!/usr/bin/env node
// The committed `anycast` command: hands over to the compiled command line, or says how to get one.
// In the repository the course's commands are there too; with anycast-kit alone, the engineer's.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Until the command line listens itself, which takes a moment to load.
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
