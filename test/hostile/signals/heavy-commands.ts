// The commands that compute, with inputs on which most work for many seconds.
import { join } from "node:path";
import { repository } from "../../needs.js";

/**
 * Command -> words, with stretches that never look up.
 * @param at a path in the folder of the test
 */
export const heavyCommands = (at: (...names: string[]) => string): Readonly<Record<string, readonly string[]>> => ({
  generate: ["generate", "--ases", "100000", "--seed", "1", at("out", "big.json.gz")],
  catchment: [
    "catchment",
    "--as-rel",
    at("many.txt"),
    "--site",
    "A=150",
    "--site",
    "B=199",
    "--paths",
    at("out", "paths.csv"),
  ],
  explain: ["explain", "500", "--as-rel", at("many.txt"), "--site", "A=150", "--site", "B=199"],
  converge: ["converge", at("story.json"), "--queries", "1000000", "--until", "1e9"],
  publish: ["publish", "--no-execute", "--out", at("out"), at("heavy.ipynb")],
  "notebook lint": ["notebook", "lint", at("long.ipynb")],
  "notebook student": ["notebook", "student", "--out", at("out", "learners"), at("long.ipynb")],
  compare: [
    "compare",
    join(repository, "data", "designs", "five-sites.json"),
    "--cache",
    at("cells"),
    "--workers",
    "2",
    "--html",
    at("out", "report.html"),
  ],
  validate: ["validate", "--published", at("out", "published.json")],
  routers: ["routers", at("story.json"), "--export", at("out", "lab")],
  ask: ["ask", "drain-sessions"],
  lab: ["lab", at("story.json"), at("out", "lab"), "--to", "netlab"],
  predict: ["predict", "--as-rel", at("many.txt"), "--site", "A=150", "--site", "B=199", "--next", "20"],
  deployment: ["deployment", at("deployment.json"), "--as-rel", at("many.txt")],
  "data list": ["data", "list"],
  "data get": ["data", "get", "caida:2025-09", "--from", at("many.txt"), "--accept-licence"],
});
