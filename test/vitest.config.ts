import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const lib = fileURLToPath(new URL("../lib", import.meta.url));

export default defineConfig({
  // Sources, not dist, as in tsconfig.json: a module must not be there twice.
  resolve: {
    alias: [
      { find: /^anycast-kit\/([a-z/-]+)$/, replacement: `${lib}/kit/$1/index.ts` },
      { find: /^anycast-kit$/, replacement: `${lib}/kit/index.ts` },
      { find: /^anycast-course$/, replacement: `${lib}/course/index.ts` },
    ],
  },
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/one-seed-in-ci.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: process.env.CI ? ["verbose"] : ["default"],
  },
});
