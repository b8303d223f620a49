/** Where the files of a patch lie. */
import path from "node:path";

/**
 * The absolute path that a patch means by a path in its directory. What is written as a folder (`a/`, `a/.`)
 * keeps its closing slash, so that the system refuses it as a file.
 */
export function locateFile(cwd: string, written: string): string {
  const file = path.resolve(cwd, written);
  const isFolder = FOLDER_ENDS.some((end) => written.endsWith(end));
  return isFolder ? path.join(file, path.sep) : file;
}

const FOLDER_ENDS: readonly string[] = ["/", "/.", path.sep, `${path.sep}.`];
