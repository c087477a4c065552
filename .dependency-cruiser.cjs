const { devDependencies: builtIn } = require("./lib/kit/package.json");

// The layer rule: imports point down these lists only; the pure layers never touch Node; an index is the door of its folder.
const pure = ["geo", "topology", "routing", "traffic", "anycast", "figures"];
const kitHosts = ["files", "report", "routers", "cli"];
const course = ["motion", "stories", "research", "notebook", "explorers", "lesson"];
const courseHosts = ["browser", "kernel", "publish", "live", "playground", "classroom", "cli"];
const folder = (root, names) => `^lib/${root}/(${names.join("|")})/`;

/** Each layer of a list may import what stands before it in the list. */
const downwards = (root, layers) =>
  layers.slice(0, -1).map((layer, i) => ({
    name: `${root}/${layer}-imports-only-below`,
    severity: "error",
    from: { path: folder(root, [layer]) },
    to: { path: folder(root, layers.slice(i + 1)) },
  }));

/** From another folder only its index may be imported; files of the own folder, of those above it and of those in it are free. */
const throughTheDoor = [1, 2, 3, 4].map((depth) => {
  const names = Array.from({ length: depth }, () => "([^/]+)").join("/");
  const above = Array.from({ length: depth }, (_, i) => Array.from({ length: i + 1 }, (_, k) => `$${k + 1}`).join("/"));
  return {
    name: `through-the-door-${depth}`,
    severity: "error",
    from: { path: `^lib/${names}/[^/]+$` },
    to: {
      path: "^lib/",
      pathNot: [
        "node_modules/",
        "/index\\.ts$",
        "/generated/",
        ...above.map((folder) => `^lib/${folder}/[^/]+$`),
        `^lib/${above.at(-1)}/`,
      ],
    },
  };
});

module.exports = {
  forbidden: [
    ...downwards("kit", [...pure, ...kitHosts]),
    ...downwards("course", [...course, ...courseHosts]),
    {
      name: "kit-does-not-know-the-course",
      severity: "error",
      from: { path: "^lib/kit/" },
      to: { path: "^lib/course/" },
    },
    {
      name: "pure-layers-import-no-node",
      comment: "they take text or bytes; the caller opens the file",
      severity: "error",
      from: { path: folder("kit", pure) },
      to: { dependencyTypes: ["core"] },
    },
    ...throughTheDoor,
    { name: "no-circular", severity: "error", from: { path: "^lib/" }, to: { circular: true } },
    {
      name: "no-dev-dependency", // what builds the packages may need more than what is in them
      severity: "error",
      from: { path: "^lib/", pathNot: "^lib/(build|node-bundle|package-files)\\.mjs$" },
      // The kit's own become part of it: lib/inlined-packages.mjs.
      to: { dependencyTypes: ["npm-dev"], pathNot: `node_modules/(${Object.keys(builtIn).join("|")})/` },
    },
    {
      name: "not-unresolvable",
      severity: "error",
      from: { path: "^lib/" },
      to: { couldNotResolve: true, pathNot: "^lib/[^/]+/(dist|generated)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^lib/[^/]+/dist/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
