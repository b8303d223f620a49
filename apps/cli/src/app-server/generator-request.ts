/** The command lines of `generate-ts` and `generate-json-schema`. */
import path from "node:path";
import type { Flag, Grammar, ReadCommandLine } from "@codex-ts/std";

/** What is to be written, and where. */
export interface GeneratorRequest {
  readonly kind: "typescript" | "json-schema";
  /** Absolute; made when it is missing. */
  readonly folder: string;
  readonly experimental: boolean;
  /** A program that formats the files after writing. */
  readonly prettier: string | undefined;
}

/** Understood everywhere in the program; types do not depend on settings. */
const settingFlags: readonly Flag[] = [
  {
    name: "config",
    short: "c",
    takes: "value",
    isRepeatable: true,
    valueName: "key=value",
    help: "Changes nothing here",
    isHidden: true,
  },
  { name: "enable", takes: "value", isRepeatable: true, help: "Changes nothing here", isHidden: true },
  { name: "disable", takes: "value", isRepeatable: true, help: "Changes nothing here", isHidden: true },
];

/** The flags of one generator. */
export function generatorGrammar(name: string): Grammar {
  return {
    maxWords: 0,
    subcommands: [],
    flags: [
      { name: "out", short: "o", takes: "value", valueName: "DIR", help: "The folder to write to" },
      { name: "experimental", takes: "nothing", help: "Include what is experimental" },
      { name: "help", short: "h", takes: "nothing", help: "Show this help" },
      ...settingFlags,
      ...(name === "generate-ts"
        ? [
            {
              name: "prettier",
              short: "p",
              takes: "value",
              valueName: "PRETTIER_BIN",
              help: "Format the files with this program",
            } as const,
          ]
        : []),
    ],
  };
}

/** The request of a command line; undefined without a folder. */
export function toGeneratorRequest(
  name: string,
  values: ReadCommandLine["values"],
  cwd: string,
): GeneratorRequest | undefined {
  const folder = values.get("out")?.[0];
  if (folder === undefined) return undefined;
  return {
    kind: name === "generate-ts" ? "typescript" : "json-schema",
    folder: path.resolve(cwd, folder),
    experimental: values.has("experimental"),
    prettier: values.get("prettier")?.[0],
  };
}
