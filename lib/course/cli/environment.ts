// The project's own Python environment, .venv: python-environment.mjs, which runs before anything is compiled, with the errors of
// this command line.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "anycast-kit/cli";
import { places, repository } from "./repository.js";

export interface Python {
  readonly command: string;
  /** Such as "3.11.2". */
  readonly version: string;
}

export interface EnvironmentOptions {
  readonly progress?: (text: string) => void;
  /** Receives the process id of each program that writes into the environment. */
  readonly working?: (pid: number) => void;
}

interface PlainEnvironment {
  readonly environmentIsReady: () => Promise<boolean>;
  readonly findPython: () => Promise<Python>;
  readonly makeEnvironment: (options: EnvironmentOptions) => Promise<void>;
}

/** Not imported by name: it stands beside the sources, not in dist/, and the bootstrap may have begun the environment in it. */
const plain = (): Promise<PlainEnvironment> =>
  import(pathToFileURL(join(repository, "lib", "course", "cli", "python-environment.mjs")).href) as Promise<PlainEnvironment>; // prettier-ignore

/** The only failure that does not prevent the HTML lessons. */
export class NoPython extends Failure {}

export const environmentPython = join(places.environment, "bin", "python");

/** Whether .venv is complete, made from the current requirements, and its Python still runs. */
export const environmentIsReady = async (): Promise<boolean> => (await plain()).environmentIsReady();

/** A Python to make the environment from. @throws Failure when there is none, or none recent enough */
export const findPython = async (): Promise<Python> => (await plain()).findPython().catch(translated);

/**
 * Creates .venv, or waits for the one that the bootstrap has begun.
 * @throws Failure without a usable Python, or when the package index does not answer
 */
export const makeEnvironment = async (options: EnvironmentOptions): Promise<void> =>
  (await plain()).makeEnvironment(options).catch(translated);

function translated(error: Error & { readonly remedy?: string; readonly noPython?: boolean }): never {
  if (error.noPython === undefined) throw error;
  throw new (error.noPython ? NoPython : Failure)(error.message, error.remedy);
}
