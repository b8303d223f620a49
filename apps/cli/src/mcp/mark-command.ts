import type { Flag } from "@codex-ts/std";

/**
 * `add NAME PROGRAM -x` means the same as `add NAME -- PROGRAM -x`: behind the second word everything belongs
 * to the command. Puts the two dashes in, so that the flags of the program are not taken for ours.
 */
export function markCommand(args: readonly string[], flags: readonly Flag[]): readonly string[] {
  const start = args.indexOf("add");
  if (start === -1) return args;
  const takesValue = (arg: string) =>
    arg === "-c" || ["config", "enable", "disable", ...flags.map(({ name }) => name)].includes(arg.slice(2));
  let words = 0;
  for (let at = start + 1; at < args.length; at += 1) {
    const arg = args[at] ?? "";
    if (arg === "--") return args;
    if (arg.startsWith("-")) {
      if (takesValue(arg)) at += 1;
      continue;
    }
    words += 1;
    if (words === 2) return [...args.slice(0, at), "--", ...args.slice(at)];
  }
  return args;
}
