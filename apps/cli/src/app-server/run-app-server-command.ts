/** `codex app-server`: serves an editor, or writes the types of the protocol. */
import {
  formatHelp,
  formatUsageError,
  type Grammar,
  type HelpPage,
  type ReadCommandLine,
  readCommandLine,
  reasonOf,
} from "@codex-ts/std";
import { globalFlags } from "../global-flags.ts";
import { type GeneratorRequest, generatorGrammar, toGeneratorRequest } from "./generator-request.ts";

type Values = ReadCommandLine["values"];

const grammar: Grammar = {
  maxWords: 0,
  subcommands: ["generate-ts", "generate-json-schema", "help"],
  flags: [
    ...globalFlags,
    {
      name: "analytics-default-enabled",
      takes: "nothing",
      isHidden: true,
      help: "Sends metrics to an exporter that the settings name, unless they switch analytics off",
    },
  ],
};

const page: HelpPage = {
  about: "Serve an editor: app-server messages on stdin and stdout, one JSON object a line.",
  usage: ["codex app-server [OPTIONS]", "codex app-server <COMMAND> [OPTIONS]"],
  sections: [
    {
      title: "Commands",
      rows: [
        ["generate-ts", "Write the protocol's types as TypeScript"],
        ["generate-json-schema", "Write the protocol's types as JSON Schema"],
      ],
    },
  ],
};

/** What the command needs of its process. */
export interface AppServerCommandIo {
  readonly cwd: string;
  writeOut(text: string): void;
  writeError(text: string): void;
  /** Serves the client of this process's streams with the given flags; gives the exit code. */
  serve(values: readonly Values[]): Promise<number>;
}

/** Runs the command; gives the exit code: 2 for a command line that is not understood. */
export async function runAppServerCommand(
  args: readonly string[],
  inherited: Values,
  io: AppServerCommandIo,
): Promise<number> {
  const read = readCommandLine(grammar, args);
  if (!read.ok) return refuse(io, page, read);
  const { subcommand } = read;
  if (read.values.has("help") || subcommand?.name === "help") {
    io.writeOut(formatHelp(page, grammar));
    return 0;
  }
  if (!subcommand) return io.serve([inherited, read.values]);
  return runGenerator(subcommand.name, subcommand.args, io);
}

async function runGenerator(name: string, args: readonly string[], io: AppServerCommandIo): Promise<number> {
  const ownGrammar = generatorGrammar(name);
  const ownPage: HelpPage = {
    about: `Write the protocol's types as ${name === "generate-ts" ? "TypeScript" : "JSON Schema"}.`,
    usage: [`codex app-server ${name} [OPTIONS] --out <DIR>`],
    sections: [],
  };
  const read = readCommandLine(ownGrammar, args);
  if (!read.ok) return refuse(io, ownPage, read);
  if (read.values.has("help")) {
    io.writeOut(formatHelp(ownPage, ownGrammar));
    return 0;
  }
  const request = toGeneratorRequest(name, read.values, io.cwd);
  if (!request) return refuse(io, ownPage, { message: "--out <DIR> is missing", tip: undefined });
  return generate(request, io);
}

function refuse(
  io: AppServerCommandIo,
  { usage }: HelpPage,
  error: Parameters<typeof formatUsageError>[1],
): number {
  io.writeError(formatUsageError(usage, error));
  return 2;
}

async function generate(request: GeneratorRequest, io: AppServerCommandIo): Promise<number> {
  const { writeProtocolFiles } = await import("./write-protocol-files.ts");
  try {
    await writeProtocolFiles(request);
    return 0;
  } catch (error) {
    const reason = reasonOf(error);
    io.writeError(`Error: could not write the types to ${request.folder}: ${reason}\n`);
    return 1;
  }
}
