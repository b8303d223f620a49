/** Commands that only shape what others print. */
import { awkFile, isLineFilter, sedRangeFile } from "./file-operand.ts";

const ALWAYS: ReadonlySet<string> = new Set("wc tr cut sort uniq tee column yes printf".split(" "));

/** True if a summary of a pipeline says as much without this command. */
export function isFormatting(words: readonly string[]): boolean {
  const [program = "", ...args] = words;
  switch (program) {
    case "head":
    case "tail":
      return isLineFilter(program, args);
    case "awk":
      return awkFile(args) === undefined;
    case "sed":
      return sedRangeFile(args) === undefined;
    case "xargs":
      return !isEditing(args);
    default:
      return ALWAYS.has(program);
  }
}

/** True if xargs runs a program that changes the files it is given. */
function isEditing(args: readonly string[]): boolean {
  const at = args.findIndex((word) => /^(?:perl|ruby|sed|rg)$/.test(word));
  const options = args.slice(at + 1);
  switch (args[at]) {
    case "perl":
    case "ruby":
      return options.some((word) => /^-(?:p?i|pi?)/.test(word) && word.includes("i"));
    case "sed":
      return options.some((word) => /^(?:-i|--in-place)/.test(word));
    case "rg":
      return options.some((word) => word.startsWith("--replace"));
    default:
      return false;
  }
}
