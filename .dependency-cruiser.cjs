// The layer rule of the library: imports point down this list only; the core never touches Node.
const layers = ["geo", "topology", "routing", "traffic", "anycast", "figures", "lesson"];
const hosts = ["kernel", "publish", "classroom", "routers"];
const all = [...layers, ...hosts, "cli"];
const folder = (names) => `^lib/(${names.join("|")})/`;

module.exports = {
  forbidden: [
    ...layers.map((layer, i) => ({
      name: `${layer}-imports-only-below`,
      severity: "error",
      from: { path: folder([layer]) },
      to: {
        path: folder(
          all.filter((other) => (other !== layer && layers.indexOf(other) > i) || layers.indexOf(other) < 0),
        ),
      },
    })),
    ...hosts.map((host) => ({
      name: `${host}-imports-no-other-host-nor-cli`,
      severity: "error",
      from: { path: folder([host]) },
      to: { path: folder([...hosts.filter((other) => other !== host), "cli"]) },
    })),
    {
      name: "core-is-pure",
      comment: "geo, topology, routing, traffic, anycast and figures take text or bytes; the caller opens the file",
      severity: "error",
      from: { path: folder(["geo", "topology", "routing", "traffic", "anycast", "figures"]) },
      to: { dependencyTypes: ["core"] },
    },
    { name: "no-circular", severity: "error", from: { path: "^lib/" }, to: { circular: true } },
    { name: "no-dev-dependency", severity: "error", from: { path: "^lib/" }, to: { dependencyTypes: ["npm-dev"] } },
    {
      name: "not-unresolvable",
      severity: "error",
      from: { path: "^lib/" },
      to: { couldNotResolve: true, pathNot: "^lib/(dist|generated)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^lib/dist/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
