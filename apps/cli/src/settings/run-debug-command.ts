/** `codex debug`: what lies behind the settings. */
import { debugConfigLines } from "@codex-ts/config/inspect";
import type { ReadCommandLine } from "@codex-ts/std";
import { type CommandGroup, runCommandGroup } from "../command-group.ts";
import { writeText } from "../write-text.ts";
import { fail, tellWarnings, withSettings } from "./open-settings.ts";

const group: CommandGroup = {
  name: "debug",
  about: "Show what lies behind the settings",
  members: [
    {
      name: "config",
      about: "Show the files and flags that settings come from, and what an administrator requires",
      usage: "",
      words: [],
      grammar: {
        maxWords: 0,
        subcommands: [],
        flags: [{ name: "json", takes: "nothing", help: "Print one JSON object" }],
      },
      run: (_words, values) =>
        withSettings(values, async (runtime) => {
          const { settingsFiles } = runtime;
          const { described, error, warnings } = await settingsFiles.inspect(new AbortController().signal);
          const text = values.at(-1)?.has("json")
            ? JSON.stringify(described, undefined, 2)
            : debugConfigLines(described).slice(2).join("\n");
          writeText(1, `${text}\n`);
          tellWarnings(warnings);
          return error === undefined ? 0 : fail(error);
        }),
    },
  ],
};

/** Runs the command; gives the exit code. */
export function runDebugCommand(
  args: readonly string[],
  inherited: ReadCommandLine["values"],
): Promise<number> {
  return runCommandGroup(group, args, inherited);
}
