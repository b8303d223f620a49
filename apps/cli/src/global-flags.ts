/** Flags that every command of the program takes. */
import { execGrammar } from "@codex-ts/exec/grammar";
import type { Flag } from "@codex-ts/std";

const NAMES = ["config", "enable", "disable", "help"];

export const globalFlags: readonly Flag[] = execGrammar.flags.filter(({ name }) => NAMES.includes(name));
