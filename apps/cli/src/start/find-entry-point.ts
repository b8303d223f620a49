/** One executable that is several programs: which one it is this time. */

/** A program inside the executable. */
export interface EntryPoint<Run> {
  /** Names of the executable that mean this program, such as those of links to it. */
  readonly names: readonly string[];
  /** First arguments that mean it, for callers that can only start the executable under its own name. */
  readonly firstArguments: readonly string[];
  readonly run: Run;
}

/** The program, and the arguments that are its own. */
export interface FoundEntryPoint<Run> {
  readonly entry: EntryPoint<Run>;
  readonly args: readonly string[];
}

/** Under this argument a launch script passes on the name that it was started by. */
const NAME_ARGUMENT = "--codex-arg0=";

/** Finds the program that the arguments (without the executable's own) mean; undefined for the main one. */
export function findEntryPoint<Run>(
  table: readonly EntryPoint<Run>[],
  args: readonly string[],
): FoundEntryPoint<Run> | undefined {
  const [first = "", ...rest] = args;
  const name = first.startsWith(NAME_ARGUMENT) ? first.slice(NAME_ARGUMENT.length) : undefined;
  const entry = table.find(({ names, firstArguments }) =>
    name === undefined ? firstArguments.includes(first) : names.includes(name),
  );
  return entry && { entry, args: rest };
}
