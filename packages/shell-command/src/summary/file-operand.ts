/** Which file a text filter reads, if its arguments name one. */
import { isPrintRange } from "../safety/known-safe.ts";
import { operandsOf, optionNames } from "./operands.ts";

const AWK_VALUED = optionNames("-F -v -f --field-separator --assign --file");
const NL_VALUED = optionNames("-b -d -f -h -i -l -n -s -v -w");

/** The first file of `head` or `tail`, for the forms that are plainly about lines of that file. */
export function lineRangeFile(program: "head" | "tail", args: readonly string[]): string | undefined {
  const [first = "", second = "", third] = args;
  const count = program === "head" ? /^\d+$/ : /^\+?\d+$/;
  if (first === "-n") return count.test(second) && third?.startsWith("-") !== true ? third : undefined;
  if (first.startsWith("-n") && count.test(first.slice(2))) {
    return second !== "" && !second.startsWith("-") ? second : undefined;
  }
  return args.length === 1 && !first.startsWith("-") ? first : undefined;
}

/** True if `head` or `tail` has nothing but options, and so shortens what another command prints. */
export function isLineFilter(args: readonly string[]): boolean {
  return operandsOf(args, optionNames("-n -c --lines --bytes")).length === 0;
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
  if (!args.includes("-n")) return undefined;
  const [script, file] = args.filter((word) => word !== "-n" && word !== "-e");
  return script !== undefined && isPrintRange(script) && file?.startsWith("-") !== true ? file : undefined;
}
