/** Reading the simplest scripts by hand, so that they never load the Bash grammar. */
import { hasControlCharacter, plainWordValue } from "./plain-word.ts";

/** A first word that needs no thought: not a number, not an assignment, not an option, not quoted. */
const COMMAND_NAME = /^[A-Za-z_./][A-Za-z0-9_./+-]*$/;
const TOKENS = /[ \t]+|&&|\|\||[;|]|(?:'[^']*'|"[^"\\$`]*"|[A-Za-z0-9_@%+=:,./~^-])+/g;
const CONNECTORS: ReadonlySet<string> = new Set(["&&", "||", ";", "|"]);

/** Words that the grammar gives a meaning of their own at the start of a command. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "if then elif else fi for while until do done case esac in select function coproc time " +
    "declare typeset export readonly local unset unsetenv test"
  ).split(" "),
);

/**
 * The commands of a script made of nothing but plain words, whole quotes and `&& || ; |` on one line.
 * Undefined means "not that simple", never "wrong": ask `parsePlainCommands` then, which gives the same
 * answer wherever this function gives one.
 */
export function parseTrivialScript(script: string): readonly (readonly string[])[] | undefined {
  if (hasControlCharacter(script)) return undefined;
  const commands: string[][] = [];
  let current: string[] = [];
  let end = 0;
  let hasGap = true;
  for (const { 0: token, index } of script.matchAll(TOKENS)) {
    if (index !== end) return undefined;
    end += token.length;
    if (CONNECTORS.has(token)) {
      if (current.length === 0) return undefined;
      commands.push(current);
      current = [];
      hasGap = true;
    } else if (token.trim() === "") {
      hasGap = true;
    } else {
      const value = plainWordValue(token);
      if (value === undefined || !hasGap || (current.length === 0 && !isOrdinaryName(token)))
        return undefined;
      current.push(value);
      hasGap = false;
    }
  }
  return end === script.length && current.length > 0 ? [...commands, current] : undefined;
}

function isOrdinaryName(token: string): boolean {
  return COMMAND_NAME.test(token) && !RESERVED.has(token);
}
