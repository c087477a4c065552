// Messages between a page and its workers. A cell may forge the messages of its worker, so they are checked here,
// and the page accepts them for the current run only.
import type { CellEffects, ErrorContent } from "../kernel/cell/index.js";
import type { Output } from "../notebook/index.js";

/** The role of a worker: to run cells (untrusted), or to clean their outputs and analyse their code (trusted). */
export type Role = "cells" | "helper";

/** Runs one cell. `run` counts the runs of a page; `number` is the cell's position among the code cells. */
export interface RunCommand {
  readonly run: number;
  readonly number: number;
  readonly code: string;
}

export type CellReport =
  | { readonly type: "ready" }
  | { readonly type: "stream"; readonly run: number; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly type: "display"; readonly run: number; readonly data: Readonly<Record<string, string>> }
  /** `missing`: names that the cell declares but that have no value because it failed first. */
  | {
      readonly type: "done";
      readonly run: number;
      readonly error: ErrorContent | null;
      readonly missing: readonly string[];
    }
  /** An error of a cell that had ended. */
  | { readonly type: "late"; readonly number: number; readonly error: ErrorContent };

/** A question to the helper, and its answers. */
export type Question =
  | { readonly id: number; readonly type: "effects"; readonly sources: readonly string[] }
  | {
      readonly id: number;
      readonly type: "clean";
      readonly cell: string;
      readonly number: number;
      readonly outputs: readonly Output[];
      /** Ids of the page outside this output. */
      readonly taken: readonly string[];
    };

export interface Cleaned {
  readonly html: string;
  readonly warnings: readonly string[];
}

export type Answer =
  | { readonly id: number; readonly value: readonly (CellEffects | null)[] | Cleaned }
  | { readonly id: number; readonly failed: string };

/** Limits on the output of one run of a cell. Output beyond them is left out, with a note. */
export const runLimits = { characters: 1_000_000, displays: 200, displayed: 20_000_000, errorLines: 200 } as const;

const isText = (value: unknown): value is string => typeof value === "string";

const isTexts = (value: unknown) => Array.isArray(value) && value.length <= 1000 && value.every(isText);

function isError(value: unknown): value is ErrorContent {
  if (typeof value !== "object" || value === null) return false;
  const { ename, evalue, traceback } = value as Record<string, unknown>;
  return isText(ename) && isText(evalue) && Array.isArray(traceback) && traceback.length <= runLimits.errorLines && traceback.every(isText); // prettier-ignore
}

/** A message of the worker that runs cells; null if the data is not a valid message. */
export function readReport(data: unknown): CellReport | null {
  if (typeof data !== "object" || data === null) return null;
  const report = data as Record<string, unknown>;
  switch (report.type) {
    case "ready":
      return { type: "ready" };
    case "stream":
      return Number.isInteger(report.run) &&
        (report.name === "stdout" || report.name === "stderr") &&
        isText(report.text)
        ? (report as unknown as CellReport)
        : null;
    case "display":
      return Number.isInteger(report.run) &&
        typeof report.data === "object" &&
        report.data !== null &&
        Object.values(report.data).every(isText)
        ? (report as unknown as CellReport)
        : null;
    case "done":
      return Number.isInteger(report.run) && (report.error === null || isError(report.error)) && isTexts(report.missing)
        ? (report as unknown as CellReport)
        : null;
    case "late":
      return Number.isInteger(report.number) && isError(report.error) ? (report as unknown as CellReport) : null;
    default:
      return null;
  }
}
