/** From `/prompts:NAME ARGS` to the text that is sent. */
import type { CustomPrompt } from "@codex-ts/protocol";
import { splitWords } from "@codex-ts/std";
import { NAMED_ARGUMENT, promptArguments } from "./prompt-arguments.ts";

/** What a line of the user comes to. */
export type ExpandedPrompt =
  | { readonly kind: "text"; readonly text: string }
  /** The line calls none of these prompts. */
  | { readonly kind: "no-prompt" }
  /** Nothing can be sent yet; the message says what to change. */
  | { readonly kind: "refused"; readonly message: string };

type Values =
  | { readonly kind: "values"; readonly values: ReadonlyMap<string, string> }
  | { readonly kind: "refused"; readonly message: string };

const refused = (message: string) => ({ kind: "refused", message }) as const;

/**
 * Fills a prompt's content with the arguments behind its name, which are split as a shell splits words.
 * Names used in the content are all required, as `KEY=value`; otherwise arguments count by their place.
 */
export function expandPrompt(line: string, prompts: readonly CustomPrompt[]): ExpandedPrompt {
  const [, name, rest = ""] = /^\/prompts:(\S+)(?:\s+([\s\S]*))?$/.exec(line.trimEnd()) ?? [];
  const prompt = prompts.find((each) => each.name === name);
  if (prompt === undefined) return { kind: "no-prompt" };
  const command = `/prompts:${prompt.name}`;
  const words = splitWords(rest);
  if (words === undefined) return refused(`${command}: a quote or a backslash at the end is left open.`);
  const wanted = promptArguments(prompt.content);
  if (wanted.kind !== "named") return { kind: "text", text: fillPlaces(prompt.content, words) };
  const read = readValues(command, words);
  if (read.kind === "refused") return read;
  const missing = wanted.names.filter((each) => !read.values.has(each));
  if (missing.length > 0) {
    const example = missing.map((each) => `${each}="…"`).join(" ");
    return refused(`${command} needs ${missing.join(", ")}: write ${command} ${example}`);
  }
  const text = prompt.content.replace(NAMED_ARGUMENT, (whole, key: string) => read.values.get(key) ?? whole);
  return { kind: "text", text };
}

/** The last value of a key counts; keys that the prompt does not use are let through. */
function readValues(command: string, words: readonly string[]): Values {
  const values = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf("=");
    if (at < 0) {
      return refused(`${command}: '${word}' is no KEY=value; put quotes around values that hold blanks.`);
    }
    if (at === 0) return refused(`${command}: '${word}' has no name before its '='.`);
    values.set(word.slice(0, at), word.slice(at + 1));
  }
  return { kind: "values", values };
}

/** A place without an argument is left empty; a pair of `$` stays as it is written. */
function fillPlaces(content: string, words: readonly string[]): string {
  return content.replace(/\$(?:(\$)|([1-9])|ARGUMENTS)/g, (whole, pair, place) => {
    if (pair !== undefined) return whole;
    return place === undefined ? words.join(" ") : (words[Number(place) - 1] ?? "");
  });
}
