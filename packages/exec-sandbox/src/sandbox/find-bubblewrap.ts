/** Finds the bubblewrap of the system. */
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { realPathOr } from "./real-path-or.ts";
import { isBelow, type WritableRoot } from "./writable-roots.ts";

const NAME = "bwrap";

/** All programs of that name in the absolute folders of a search path, in its order, links resolved. None is run. */
export function findBubblewrap(searchPath: string | undefined): readonly string[] {
  const folders = (searchPath ?? "").split(":").filter((folder) => path.isAbsolute(folder));
  return [...new Set(folders.flatMap((folder) => executableAt(path.join(folder, NAME)) ?? []))];
}

/**
 * The first program that no command can have put there: it lies in no writable root and not in the folder
 * where the agent works.
 */
export function trustedBubblewrap(
  programs: readonly string[],
  roots: readonly WritableRoot[],
  policyCwd: string,
): string | undefined {
  const writable = roots.flatMap((root) => [root.path, ...root.aliases]);
  // A folder where commands only read is left out when it is the whole tree: everything would lie in it.
  const reachable = policyCwd === "/" ? writable : [...writable, policyCwd, realPathOr(policyCwd)];
  return programs.find((program) => !reachable.some((folder) => isBelow(program, folder)));
}

function executableAt(file: string): string | undefined {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile() ? realpathSync(file) : undefined;
  } catch {
    return undefined; // Not there, or not for us to run.
  }
}
