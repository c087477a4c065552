// Site A as lesson 2b prints it: the configurations of the daemons, and the health check.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../needs.js";

const notebook = JSON.parse(readFileSync(join(repository, "notebooks", "2b-running-a-site.ipynb"), "utf8")) as {
  cells: { id: string; source: string[] }[];
};

/** The text of a cell. */
export const cellText = (id: string): string => notebook.cells.find((cell) => cell.id === id)!.source.join("");

const blocks = (id: string) => [...cellText(id).matchAll(/```\w*\n([^]*?)```/g)].map(([, body]) => body);

export const [birdText] = blocks("daemon-explain");
/** The commands of the drain, in order: "enable draining". */
export const drainCommands = [...cellText("drain-explain").matchAll(/`birdc (\w+ \w+)`/g)].map(([, command]) => command);
export const [checkText] = blocks("check-script");
export const [frrText, exaText] = blocks("daemon-others");
/** The command with which the check announces on FRR. */
export const [, frrCommand] = /`(vtysh [^`]*)`/.exec(cellText("daemon-others"))!;
