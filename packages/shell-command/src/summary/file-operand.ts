/** Which file a text filter reads, if its arguments name one. */
import { isPrintRange } from "../safety/known-safe.ts";
import { operandsOf, optionNames } from "./operands.ts";

const AWK_VALUED = optionNames("-F -v -f --field-separator --assign --file");
const NL_VALUED = optionNames("-b -i -s -v -w");
const SED_VALUED = optionNames("-e -f --expression --file");

/** What `head` and `tail` take as a number of lines. */
const COUNTS = { head: /^\d+$/, tail: /^\+?\d+$/ } as const;

/** The first file of `head` or `tail`, for the forms that are plainly about lines of that file. */
export function lineRangeFile(program: "head" | "tail", args: readonly string[]): string | undefined {
  const [first = "", second = ""] = args;
  const isSeparate = first === "-n" && COUNTS[program].test(second);
  if (isSeparate || (first.startsWith("-n") && COUNTS[program].test(first.slice(2)))) {
    return args.slice(isSeparate ? 2 : 1).find((word) => !word.startsWith("-"));
  }
  return args.length === 1 && !first.startsWith("-") ? first : undefined;
}

/** True if `head` or `tail` has one option or none, and so shortens what another command prints. */
export function isLineFilter(program: "head" | "tail", args: readonly string[]): boolean {
  const [first = "", second = ""] = args;
  if (args.length < 2) return args.length === 0 || first.startsWith("-");
  return args.length === 2 && (first === "-n" || first === "-c") && COUNTS[program].test(second);
}

/** The data file of `awk`, after its program or with `-f`. */
export function awkFile(args: readonly string[]): string | undefined {
  const operands = operandsOf(args, AWK_VALUED);
  const hasProgramFile = args.some((word) => word === "-f" || word === "--file");
  return operands[hasProgramFile ? 0 : 1];
}

/** The file of `nl`. */
export function nlFile(args: readonly string[]): string | undefined {
  return operandsOf(args, NL_VALUED)[0];
}

/** The file of `sed -n 3,9p FILE`, with or without `-e`; other scripts are not reading. */
export function sedRangeFile(args: readonly string[]): string | undefined {
  if (!args.includes("-n") || !args.some(isPrintRange)) return undefined;
  const [first, second] = operandsOf(args, SED_VALUED);
  return first !== undefined && isPrintRange(first) ? second : first;
}
