/** Which arguments a custom prompt takes. */

/** `$NAME`; a second `$` before it takes its meaning away. `$ARGUMENTS` is positional. */
export const NAMED_ARGUMENT = /(?<!\$)\$(?!ARGUMENTS(?![A-Z0-9_]))([A-Z][A-Z0-9_]*)/g;

/** What has to be given along with a prompt. */
export type PromptArguments =
  /** Each once, in the order of their first use. */
  | { readonly kind: "named"; readonly names: readonly string[] }
  /** `$1` to `$9` and `$ARGUMENTS`; none of them has to be given. */
  | { readonly kind: "positional" }
  | { readonly kind: "none" };

/** Reads it from a prompt's content. Where a name is used, `$1` and its like mean nothing. */
export function promptArguments(content: string): PromptArguments {
  const names = new Set(Array.from(content.matchAll(NAMED_ARGUMENT), ([, name]) => name ?? ""));
  if (names.size > 0) return { kind: "named", names: [...names] };
  // A pair of `$` is taken first, as it is when the prompt is filled in.
  const isPositional = /\$(?:[1-9]|ARGUMENTS)/.test(content.replaceAll("$$", ""));
  return { kind: isPositional ? "positional" : "none" };
}
