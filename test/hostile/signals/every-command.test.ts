// Every command is in one of the tests of signals: a new one cannot be forgotten.
import { Command } from "commander";
import { expect, it } from "vitest";
import { courseCommands } from "../../../lib/course/cli/main.js";
import { engineersCommands } from "../../../lib/kit/cli/main.js";
import { classCommands } from "./class-commands.js";
import { heavyCommands } from "./heavy-commands.js";

/** Commands with a test of signals of their own. */
const elsewhere = ["start"];

const leaves = (command: Command, before: readonly string[] = []): string[] =>
  command.commands.flatMap((each) => {
    const name = [...before, each.name()];
    return each.commands.length > 0 ? leaves(each, name) : [name.join(" ")];
  });

it("every command is interrupted in a test", async () => {
  const program = new Command();
  for (const load of Object.values({ ...courseCommands, ...engineersCommands })) (await load()).register(program);
  const at = (...names: string[]) => names.join("/");
  const tested = [...Object.keys(classCommands(at)), ...Object.keys(heavyCommands(at)), ...elsewhere];
  expect(leaves(program).filter((name) => !tested.includes(name))).toEqual([]);
});
