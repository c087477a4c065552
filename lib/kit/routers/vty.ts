// Queries FRR's daemons over their sockets, all in one process: vtysh takes 50 ms per query, and there are hundreds.
// A command ends with a zero byte; its answer with three, and the code of its success (lib/vty.c and vtysh/vtysh.c of FRR).

/** The separator of the answers. */
export const SEPARATOR = "--------";

/** Run by Node inside the namespaces: reads lines "socket, tab, command, tab, command" and prints the answers in their order. */
const client = `
const { connect } = require("node:net");
const lines = require("node:fs").readFileSync(0, "utf8").split("\\n").filter(Boolean);
const ask = (line) => new Promise((resolve, reject) => {
  const [path, ...commands] = line.split("\\t");
  const socket = connect(path);
  let text = "";
  let left = commands.length;
  const next = () => (left > 0 ? socket.write(commands[commands.length - left] + "\\0") : (socket.destroy(), resolve(text)));
  let got = Buffer.alloc(0);
  socket.on("connect", next).on("error", reject).on("data", (data) => {
    got = Buffer.concat([got, data]);
    if (got.length < 4 || got.readUIntBE(got.length - 4, 3) !== 0) return;
    text += got.subarray(0, got.length - 4).toString("utf8") + "\\n";
    got = Buffer.alloc(0);
    left--;
    next();
  });
});
(async () => {
  const answers = new Array(lines.length);
  let at = 0;
  const worker = async () => { for (let i = at++; i < lines.length; i = at++) answers[i] = await ask(lines[i]); };
  await Promise.all(Array.from({ length: 32 }, worker));
  process.stdout.write(answers.map((answer) => answer + "\\n${SEPARATOR}\\n").join(""));
})().catch((error) => { console.error(error.message); process.exit(1); });
`;

/** One query to one daemon. */
export const vtyQuestion = (folder: string, daemon: string, commands: readonly string[]): string =>
  [`${folder}/${daemon}.vty`, ...commands].join("\t");

/** The shell command that sends all queries. */
export const askVty = (questions: readonly string[]): string =>
  `'${process.execPath}' -e "$(cat <<'END-OF-CLIENT'\n${client}\nEND-OF-CLIENT\n)" <<'END-OF-LINES'\n${questions.join("\n")}\nEND-OF-LINES`;
