/** What may stand before a command; all of it is handed on to the command. */
import { execGrammar } from "@codex-ts/exec/grammar";
import type { Flag, Grammar } from "@codex-ts/std";
import { absentCommands } from "./absent-commands.ts";
import { commands } from "./commands.ts";

/** Flags of exec that the interactive program has too, by name. */
const SHARED = [
  "image",
  "model",
  "oss",
  "local-provider",
  "profile",
  "sandbox",
  "full-auto",
  "dangerously-bypass-approvals-and-sandbox",
  "cd",
  "add-dir",
  "config",
  "enable",
  "disable",
  "help",
  "version",
];

/** Flags that only the interactive program has; before `exec` they count for it. */
const OWN: readonly Flag[] = [
  {
    name: "ask-for-approval",
    short: "a",
    takes: "value",
    valueName: "POLICY",
    choices: ["untrusted", "on-failure", "on-request", "never"],
    conflictsWith: ["full-auto", "dangerously-bypass-approvals-and-sandbox"],
    help: "When to ask before a command runs",
  },
  { name: "search", takes: "nothing", help: "Let the model search the web" },
  { name: "no-alt-screen", takes: "nothing", isHidden: true, help: "For the terminal UI" },
];

export const rootGrammar: Grammar = {
  maxWords: 1,
  subcommands: ["help", ...commands.flatMap(({ name, aliases }) => [name, ...aliases]), ...absentCommands],
  flags: [...OWN, ...execGrammar.flags.filter(({ name }) => SHARED.includes(name))],
};
