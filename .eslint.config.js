import js from "@eslint/js";
import markdown from "@eslint/markdown";
import prettier from "eslint-config-prettier";
import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";
import english from "./test/english/plugin.mjs";

export default tseslint.config(
  {
    ignores: [
      "lib/*/dist",
      "lib/*/generated",
      "dist",
      "workspace*",
      ".venv*",
      ".cache",
      ".netlab",
      ".kathara",
      "node_modules",
      "**/newer-types",
    ],
  },
  { files: ["**/*.{ts,js,mjs,cjs}"], ...js.configs.recommended },
  { files: ["**/*.md"], plugins: { markdown }, language: "markdown/gfm" },
  {
    // Plain English in comments, texts and Markdown. The rules themselves quote bad sentences.
    files: ["**/*.{ts,mjs,cjs,md}"],
    ignores: ["test/english/**"],
    plugins: { english },
    rules: { "english/phrases": "error" },
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "no-console": "error",
    },
  },
  {
    // The core is pure: no clock and no unseeded randomness.
    files: ["lib/kit/{geo,topology,routing,traffic,anycast,figures}/**/*.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Pass a seeded generator in." },
        { object: "Date", property: "now", message: "Pass the time in." },
      ],
    },
  },
  {
    // A pattern that backtracks hangs on a few hundred characters of somebody else's file.
    files: ["lib/**/*.{ts,mjs}"],
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": "error",
    },
  },
  {
    files: ["**/*.mjs", "**/*.cjs", "**/*.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        require: "readonly",
        module: "writable",
        Buffer: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        __dirname: "readonly",
      },
    },
  },
  { files: ["lib/*/cli/**", "test/**", "lib/*.mjs"], rules: { "no-console": "off" } },
  prettier,
);
