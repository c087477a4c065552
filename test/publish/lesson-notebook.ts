// A small lesson as the kernel would leave it: every kind of cell and output a page has to deal with.
import { catchment } from "../../lib/kit/anycast/catchment.js";
import { deploy } from "../../lib/kit/anycast/deployment.js";
import { figureCss } from "../../lib/kit/figures/css.js";
import { mapFigure } from "../../lib/kit/figures/map/map.js";
import type { Cell, CellMetadata, Notebook, Output } from "../../lib/course/notebook/types.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { providerNetwork } from "../../lib/kit/routing/networks.js";

export const markdown = (id: string, source: string, metadata: CellMetadata = {}): Cell => ({
  cell_type: "markdown",
  id,
  metadata,
  source,
});

export const code = (
  id: string,
  source: string,
  outputs: readonly Output[] = [],
  metadata: CellMetadata = {},
): Cell => ({
  cell_type: "code",
  id,
  metadata,
  source,
  execution_count: 1,
  outputs,
});

export const html = (text: string): Output => ({
  output_type: "display_data",
  data: { "text/html": text },
  metadata: {},
});
export const printed = (text: string, name: "stdout" | "stderr" = "stdout"): Output => ({
  output_type: "stream",
  name,
  text,
});

export const notebook = (cells: readonly Cell[], metadata: Notebook["metadata"] = {}): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "tslab", language: "typescript" }, ...metadata },
  cells,
});

const grader = (grade_id: string, kind: "answer" | "test" | "manual", points?: number): CellMetadata => ({
  nbgrader: {
    schema_version: 3,
    grade: kind !== "answer",
    solution: kind !== "test",
    locked: kind === "test",
    task: false,
    grade_id,
    ...(points === undefined ? {} : { points }),
  },
});

const abilene = providerNetwork("abilene");
const service = deploy({ network: abilene, address: "192.0.2.53", sites: { A: "Seattle", B: "New York" } });

/** What the border explorer is given. */
export const borderProps = {
  network: abilene,
  sites: { A: "Seattle", B: "New York" },
  link: ["Denver", "Kansas City"],
  router: "Denver",
};
export const questionProps = {
  id: "who",
  question: "How many machines receive it?",
  options: ["1", "2"],
  choice: "",
  answer: "1",
};

/** As `explore` leaves it in an output: styles, markup, and a script that carries a bundle. */
export const explored = (name: string, props: unknown, id: string): Output =>
  html(`<style>p{}</style>${renderExplorer(name, props, { id })}<script>globalThis.stolen = true</script>`);

const map = () => {
  const asked = catchment({ network: abilene, deployment: service });
  return mapFigure({
    name: "abilene",
    title: "Every router's packets end at A or at B",
    network: abilene,
    sites: service.sites.map(({ name, router }) => ({
      name,
      place: router,
      ...abilene.routers.find(({ id }) => id === router)!,
    })),
    clients: asked.clients.map(({ name, router, site }) => ({
      name,
      site,
      ...abilene.routers.find(({ id }) => id === router)!,
    })),
  });
};

/** The lesson. Made again at each call: tests may change it. */
export const lessonNotebook = (): Notebook =>
  notebook(
    [
      markdown(
        "title",
        "# Shared IP: one address, many machines\n\n*Routers choose which machine answers.*\n\nYou will be able to\n\n- count who receives a packet;\n- move the border.\n\n**45 minutes.**\n\n*The authors · version of 2026-11-22 · CC BY 4.0*",
      ),
      code("imports", 'import { show } from "anycast-course";\nimport { catchment, deploy } from "anycast-kit";', [], {
        tags: ["hide-input"],
      }),
      markdown(
        "hook",
        "## Who answers?\n\nA packet to site A ([RFC 4786](https://www.rfc-editor.org/rfc/rfc4786)); another to **B**, at `192.0.2.53`.\n\n> **Misconception.** The nearest one answers.",
      ),
      code("hook-predict", 'const guess = predict("who", {});', [
        explored("prediction", questionProps, "prediction-who"),
      ]),
      code("hook-map", "const asked = catchment({ network: abilene, deployment: service });\nshow(map);", [
        html(`<style data-ak="figure">${figureCss}</style>${map().html}`),
      ]),
      code(
        "printed",
        "for (const hop of walk.hops) console.log(hop.router, hop.reason); // one line for every hop of the walk, in order",
        [printed("Houston  192.0.2.0/24, via Kansas City\n"), printed("Kansas City  attached\n")],
      ),
      markdown(
        "facts",
        "## What the tables say\n\n| router | next hop | metric |\n|---|---|---:|\n| Denver | Kansas City | 639 |\n| Houston | Kansas City | 902 |",
      ),
      code("border", 'explore("catchment-border", { network: abilene });', [
        explored("catchment-border", borderProps, "border"),
      ]),
      code("failing", 'throw new Error("no route");', [
        {
          output_type: "error",
          ename: "Error",
          evalue: "no route",
          traceback: ["\u001b[31mError: no route\u001b[0m", "  at line 1"],
        },
      ]),
      markdown("exercises", "## Exercises"),
      markdown("ex-count", "### Exercise 1 ★★ Count the copies\n\nWrite `copies`."),
      code(
        "ex-count-answer",
        "function copies(n: number): number {\n  /// BEGIN SOLUTION\n  return n + 1;\n  /// END SOLUTION\n}",
        [printed("solved\n")],
        grader("1-count", "answer"),
      ),
      code(
        "ex-count-test",
        'check("three", () => copies(3), 4);\n/// BEGIN HIDDEN TESTS\ncheck("secret", () => copies(0), 1);\n/// END HIDDEN TESTS',
        [printed("✔ three\n✔ secret\n")],
        grader("1-count-test", "test", 2),
      ),
      markdown("ex-count-hints", "<details><summary>Hint 1</summary>\n\nUse `n`.\n\n</details>"),
      markdown("ex-design", "### Exercise 2 ★★★ Decide\n\nHalf a page."),
      markdown(
        "ex-design-answer",
        "=== BEGIN MARK SCHEME ===\n- 2 points: a reason.\n=== END MARK SCHEME ===",
        grader("1-design", "manual", 2),
      ),
      markdown("end", "## Summary\n\nSee [lesson 2](2-multi-site-advertisement.ipynb)."),
    ],
    {
      title: "Shared IP",
      authors: [{ name: "The anycast-kit authors" }],
      license: "CC-BY-4.0",
      anycast: { minutes: 45, objectives: ["Count who receives a packet"] },
    },
  );
