/** `codex app-server`: for now the generators of the protocol's types only. */
import { type Grammar, readCommandLine } from "@codex-ts/std";
import { type GeneratorRequest, generatorGrammar, toGeneratorRequest } from "./generator-request.ts";

const GENERATORS = ["generate-ts", "generate-json-schema"] as const;

const grammar: Grammar = {
  maxWords: 0,
  subcommands: GENERATORS,
  flags: [{ name: "help", short: "h", takes: "nothing", help: "Show this help" }],
};

const USAGE = `Usage: codex app-server <COMMAND>

Commands:
  generate-ts           Write the protocol's types as TypeScript
  generate-json-schema  Write the protocol's types as JSON Schema
`;

/** What the command needs of its process. */
export interface AppServerIo {
  readonly cwd: string;
  writeOut(text: string): void;
  writeError(text: string): void;
}

/** Runs the command; gives the exit code: 2 for a command line that is not understood. */
export async function runAppServerCommand(args: readonly string[], io: AppServerIo): Promise<number> {
  const read = readCommandLine(grammar, args);
  if (!read.ok) return refuse(io, read.message, USAGE);
  if (read.values.has("help")) {
    io.writeOut(USAGE);
    return 0;
  }
  if (!read.subcommand) {
    io.writeError("Error: `codex app-server` is not part of this version yet; its generators are.\n\n");
    io.writeError(USAGE);
    return 1;
  }
  const { name, args: rest } = read.subcommand;
  const generator = readCommandLine(generatorGrammar(name), rest);
  const usage = `Usage: codex app-server ${name} [OPTIONS] --out <DIR>\n`;
  if (!generator.ok) return refuse(io, generator.message, usage);
  if (generator.values.has("help")) {
    io.writeOut(usage);
    return 0;
  }
  const request = toGeneratorRequest(name, generator.values, io.cwd);
  return request ? generate(request, io) : refuse(io, "--out <DIR> is missing", usage);
}

function refuse(io: AppServerIo, message: string, usage: string): number {
  io.writeError(`error: ${message}\n\n${usage}`);
  return 2;
}

async function generate(request: GeneratorRequest, io: AppServerIo): Promise<number> {
  const { writeProtocolFiles } = await import("./write-protocol-files.ts");
  try {
    await writeProtocolFiles(request);
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    io.writeError(`Error: could not write the types to ${request.folder}: ${reason}\n`);
    return 1;
  }
}
