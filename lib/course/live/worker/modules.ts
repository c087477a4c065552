// The modules that a cell in a page can import: the pure part of the library, Plot, graphology and its algorithms.
import * as course from "anycast-course";
import * as kit from "anycast-kit";
import * as anycast from "anycast-kit/anycast";
import * as figures from "anycast-kit/figures";
import * as svg from "anycast-kit/figures/svg";
import * as geo from "anycast-kit/geo";
import * as routing from "anycast-kit/routing";
import * as scenario from "anycast-kit/routing/scenario";
import * as topology from "anycast-kit/topology";
import * as traffic from "anycast-kit/traffic";
import * as plot from "@observablehq/plot";
import * as graphology from "graphology";
import * as components from "graphology-components";
import * as metrics from "graphology-metrics";
import * as shortestPath from "graphology-shortest-path";
import * as traversal from "graphology-traversal";
import type { ModuleHost } from "../../kernel/cell/index.js";
import { typeNames } from "./type-names.js";

type Module = Readonly<Record<string, unknown>>;

const modules: Readonly<Record<string, Module>> = {
  "anycast-course": course,
  "anycast-kit": kit,
  "anycast-kit/anycast": anycast,
  "anycast-kit/figures": figures,
  "anycast-kit/figures/svg": svg,
  "anycast-kit/geo": geo,
  "anycast-kit/routing": routing,
  "anycast-kit/routing/scenario": scenario,
  "anycast-kit/topology": topology,
  "anycast-kit/traffic": traffic,
  "@observablehq/plot": plot,
  graphology,
  "graphology-components": components,
  "graphology-metrics": metrics,
  "graphology-shortest-path": shortestPath,
  "graphology-traversal": traversal,
};

/**
 * Gives functions and classes the names under which they are exported, which minifying took: errors name functions, and
 * `console.log` names classes. Keeping all names costs 50 KB of a page.
 */
export function nameExports(): void {
  for (const module of Object.values(modules))
    for (const [name, value] of Object.entries(module))
      if (typeof value === "function" && name !== "default" && value.name !== name)
        Object.defineProperty(value, "name", { value: name, configurable: true });
}

/** @param own modules of the host itself, such as "tslab" */
export function pageModules(own: Readonly<Record<string, Module>>): ModuleHost {
  const find = (specifier: string): Module => {
    const name = specifier.replace(/\/index(\.js)?$/, "");
    const found = Object.hasOwn(own, name) ? own[name] : Object.hasOwn(modules, name) ? modules[name] : undefined;
    if (found) return found;
    const kind = /^[./]|^node:/.test(specifier) || /^anycast-kit\/(files|report|routers|cli)$/.test(specifier);
    const why = kind
      ? "A page has no files: run this cell in Jupyter."
      : `A page can import ${Object.keys(modules).join(", ")}.`;
    throw new Error(`Cannot find module '${specifier}'. ${why}`);
  };
  const importModule = (specifier: string) => {
    const module = find(specifier);
    const isType = (name: string) => (specifier in typeNames ? typeNames[specifier].has(name) : /^\p{Lu}/u.test(name)); // there is no list of types for other packages
    return {
      star: module,
      has: (name: string) => name in module || isType(name),
      get: (name: string) => module[name],
    };
  };
  return {
    importModule,
    importLater: (specifier) => new Promise((done) => done(find(specifier))),
    meta: { url: "about:blank" },
  };
}
