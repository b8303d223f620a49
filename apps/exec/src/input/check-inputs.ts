/** Looks at the files that the user named, before anything is sent. */
import { access, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";

/** A value, or a message for stderr. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string };

/** Reads and parses the JSON Schema file. */
export async function readOutputSchema(file: string): Promise<Checked<unknown>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    return { ok: false, reason: `Failed to read output schema file ${file}: ${messageOf(error)}` };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: `Output schema file ${file} is not valid JSON: ${messageOf(error)}` };
  }
}

/** The absolute paths of the images; each must be a file that can be read. */
export async function checkImages(
  images: readonly string[],
  cwd: string,
): Promise<Checked<readonly string[]>> {
  const found: string[] = [];
  for (const image of images) {
    const file = path.resolve(cwd, image);
    try {
      if (!(await stat(file)).isFile()) return { ok: false, reason: `The image ${image} is not a file.` };
      await access(file, 4);
    } catch (error) {
      return { ok: false, reason: `The image ${image} cannot be read: ${messageOf(error)}` };
    }
    found.push(file);
  }
  return { ok: true, value: found };
}

/** The working directory with links resolved. */
export async function resolveDirectory(directory: string, cwd: string): Promise<Checked<string>> {
  try {
    const resolved = await realpath(path.resolve(cwd, directory));
    if ((await stat(resolved)).isDirectory()) return { ok: true, value: resolved };
    return { ok: false, reason: `${directory} is not a directory` };
  } catch (error) {
    return { ok: false, reason: `The directory ${directory} cannot be used: ${messageOf(error)}` };
  }
}

/** True when `.git` is in the directory or above it. */
export async function isInGitRepository(directory: string): Promise<boolean> {
  for (let at = directory; ; at = path.dirname(at)) {
    const found = await stat(path.join(at, ".git")).catch(() => undefined);
    if (found) return true;
    if (path.dirname(at) === at) return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
