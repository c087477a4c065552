import { join, relative } from "node:path";
import ts from "typescript-504";
import { describe, expect, it } from "vitest";
import { repository } from "../needs.js";

// What a cell says to the kernel's compiler: no strictness, node10 resolution, ES2022 and nothing of a browser or of Node.
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  skipLibCheck: false,
  noEmit: true,
  types: [],
};

function compile(cell: string, extra: ts.CompilerOptions = {}) {
  const file = join(repository, "notebooks", "__cell__.ts");
  const all = { ...options, ...extra };
  const disk = ts.createCompilerHost(all);
  const program = ts.createProgram([file], all, {
    ...disk,
    fileExists: (name) => name === file || disk.fileExists(name),
    getSourceFile: (name, version) =>
      name === file ? ts.createSourceFile(name, cell, version, true) : disk.getSourceFile(name, version),
  });
  const errors = ts.getPreEmitDiagnostics(program).map(({ file: at, start, messageText }) => {
    const line = at && start !== undefined ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${at ? relative(repository, at.fileName) : ""}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
  return { errors, files: program.getSourceFiles().map(({ fileName }) => relative(repository, fileName)) };
}

describe("the library's declarations", () => {
  it("are read by TypeScript 5.0.4", () => {
    expect(ts.version).toBe("5.0.4");
  });

  const { errors, files } = compile('import * as kit from "anycast-kit";\nexport const london = kit.city("London");');

  it("are found from a notebook by node10 resolution", () => {
    expect(files).toContain("lib/kit/dist/index.d.ts");
  });

  it("compile with the ES2022 library alone, unskipped", () => {
    expect(errors.filter((error) => !error.startsWith("notebooks/"))).toEqual([]);
  });

  it("reach no types of Node or of the browser, and of other packages only graphology's, in which AS graphs are written", () => {
    const allowed = [
      /^lib\/kit\/dist\//,
      /^notebooks\//,
      /^node_modules\/typescript-504\/lib\/lib\.(es|decorators)[\w.]*\.d\.ts$/,
      /^node_modules\/graphology(-types)?\//,
    ];
    expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  it("compile for a strict caller too", () => {
    const cell =
      'import { city, greatCircleKm } from "anycast-kit";\nexport const km: number = greatCircleKm(city("London"), city("SYD"));';
    expect(compile(cell, { strict: true }).errors).toEqual([]);
  });

  it("say where a caller is wrong", () => {
    const cell =
      'import { city, greatCircleKm } from "anycast-kit";\nexport const km: string = greatCircleKm(city("London"), 3);';
    expect(compile(cell).errors).toEqual([
      "notebooks/__cell__.ts:2 Type 'number' is not assignable to type 'string'.",
      expect.stringMatching(
        /^notebooks\/__cell__.ts:2 Argument of type '(3|number)' is not assignable to parameter of type 'Coordinates'/,
      ),
    ]);
  });
});
