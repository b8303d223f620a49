/** Help and usage errors, made from the table of flags. */
import type { Flag, Grammar } from "@codex-ts/std";

const USAGE = {
  exec: "codex exec [OPTIONS] [PROMPT]\n       codex exec [OPTIONS] <COMMAND> [ARGS]",
  resume: "codex exec resume [OPTIONS] [SESSION_ID] [PROMPT]",
} as const;

const ABOUT = {
  exec: "Run one turn without asking anything, for scripts and pipelines.",
  resume: "Go on with a recorded session, by id, by name, or with --last.",
} as const;

const WORDS = {
  exec: [
    ["[PROMPT]", "What to do; read from stdin when it is missing or `-`"],
    ["resume", "Go on with a recorded session"],
    ["review", "Review changes (not part of this version yet)"],
  ],
  resume: [
    ["[SESSION_ID]", "A session's id or name"],
    ["[PROMPT]", "What to do; read from stdin when it is missing or `-`"],
  ],
} as const;

/** Commands that have a help text. */
export type HelpTopic = keyof typeof USAGE;

/** The whole help. */
export function formatHelp(topic: HelpTopic, grammar: Grammar): string {
  const options = grammar.flags
    .filter((flag) => !flag.isHidden)
    .map((flag) => [shape(flag), describe(flag)] as const);
  const width = Math.max(...[...options, ...WORDS[topic]].map(([left]) => left.length));
  const list = (rows: readonly (readonly [string, string])[]) =>
    rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
  return [
    ABOUT[topic],
    "",
    `Usage: ${USAGE[topic]}`,
    "",
    "Arguments and commands:",
    list(WORDS[topic]),
    "",
    "Options:",
    list(options),
    "",
  ].join("\n");
}

/** A usage error as it goes to stderr. */
export function formatUsageError(topic: HelpTopic, message: string, tip: string | undefined): string {
  return [
    `error: ${message}`,
    ...(tip === undefined ? [] : ["", `  tip: ${tip}`]),
    "",
    `Usage: ${USAGE[topic]}`,
    "",
    "For more information, try '--help'.",
    "",
  ].join("\n");
}

function shape({ name, short, takes, valueName }: Flag): string {
  const value = takes === "nothing" ? "" : ` <${valueName ?? "VALUE"}>${takes === "values" ? "..." : ""}`;
  return `${short ? `-${short}, ` : "    "}--${name}${value}`;
}

function describe({ help, choices }: Flag): string {
  return choices ? `${help} [possible values: ${choices.join(", ")}]` : help;
}
