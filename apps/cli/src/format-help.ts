/** The program's own help. */
import type { Flag, Grammar } from "@codex-ts/std";
import { commands } from "./commands.ts";

const USAGE = "codex [OPTIONS] <COMMAND> [ARGS]";

/** The whole help, made from the tables. */
export function formatHelp(grammar: Grammar): string {
  const flags = grammar.flags
    .filter((flag) => !flag.isHidden)
    .map((flag) => [shape(flag), flag.help] as const);
  const rows = commands.map(({ name, help }) => [name, help] as const);
  const width = Math.max(...[...flags, ...rows].map(([left]) => left.length));
  const list = (entries: readonly (readonly [string, string])[]) =>
    entries.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
  return [
    "A coding agent for the terminal.",
    "",
    `Usage: ${USAGE}`,
    "",
    "Commands:",
    list(rows),
    "",
    "Options:",
    list(flags),
    "",
  ].join("\n");
}

/** A usage error as it goes to stderr. */
export function formatUsageError(message: string, tip: string | undefined): string {
  const lines = [`error: ${message}`, "", `Usage: ${USAGE}`, "", "For more information, try '--help'.", ""];
  if (tip !== undefined) lines.splice(1, 0, "", `  tip: ${tip}`);
  return lines.join("\n");
}

function shape({ name, short, takes, valueName }: Flag): string {
  const value = takes === "nothing" ? "" : ` <${valueName ?? "VALUE"}>`;
  return `${short ? `-${short}, ` : "    "}--${name}${value}`;
}
