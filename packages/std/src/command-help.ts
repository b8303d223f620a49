/** Help and usage errors, made from the table that the command line is read with. */
import { type Flag, type Grammar, showFlag } from "./command-line-grammar.ts";

/** A list of the help: words or commands, with what they mean. */
export interface HelpSection {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, help: string])[];
}

/** What a command's help tells besides its flags. */
export interface HelpPage {
  readonly about: string;
  /** One line for each way to write the command. */
  readonly usage: readonly string[];
  readonly sections: readonly HelpSection[];
}

/** Columns that names get at most; the help of a longer name stands below it. */
const NAME_COLUMNS = 34;

/** The whole help, with the options last. */
export function formatHelp({ about, usage, sections }: HelpPage, { flags }: Grammar): string {
  const options = flags
    .filter((flag) => !flag.isHidden)
    .map((flag) => [flagName(flag), flagHelp(flag)] as const);
  const lists = [...sections, { title: "Options", rows: options }];
  return `${[
    about,
    formatUsage(usage),
    ...lists.map(({ title, rows }) => `${title}:\n${rows.map(formatRow).join("\n")}`),
  ].join("\n\n")}\n`;
}

/** A command line that was not understood, as it goes to stderr. */
export function formatUsageError(
  usage: HelpPage["usage"],
  { message, tip }: { readonly message: string; readonly tip: string | undefined },
): string {
  return `${[
    `error: ${message}`,
    ...(tip === undefined ? [] : [`  tip: ${tip}`]),
    formatUsage(usage),
    "For more information, try '--help'.",
  ].join("\n\n")}\n`;
}

function formatUsage(usage: HelpPage["usage"]): string {
  return `Usage: ${usage.join("\n       ")}`;
}

function formatRow([name, help]: HelpSection["rows"][number]): string {
  if (name.length > NAME_COLUMNS) return `  ${name}\n  ${" ".repeat(NAME_COLUMNS)}  ${help}`;
  return `  ${name.padEnd(NAME_COLUMNS)}  ${help}`;
}

function flagName(flag: Flag): string {
  const short = flag.short === undefined ? "    " : `-${flag.short}, `;
  return `${short}${showFlag(flag)}${flag.takes === "values" ? "..." : ""}`;
}

function flagHelp({ help, choices }: Flag): string {
  return choices ? `${help} [${choices.join(", ")}]` : help;
}
