/** Looks at the files that the user named, before anything is sent. */
import { open, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { describeFailure } from "./describe-failure.ts";

/** A value, or a message for stderr. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string };

const refuse = (reason: string) => ({ ok: false, reason }) as const;

/** Reads and parses the JSON Schema file. */
export async function readOutputSchema(file: string, cwd: string): Promise<Checked<unknown>> {
  let text: string;
  try {
    text = await readFile(path.resolve(cwd, file), "utf8");
  } catch (error) {
    return refuse(`Failed to read output schema file ${file}: ${describeFailure(error)}`);
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return refuse(`Output schema file ${file} is not valid JSON: ${describeFailure(error)}`);
  }
}

/**
 * The paths of the images for a thread that works in `threadCwd`: as they were given where that means the same
 * there, else absolute. Each must be a file that can be read; what does not begin like an image is told, and goes
 * on (clients such as the TypeScript SDK count on it).
 */
export async function checkImages(
  images: readonly string[],
  cwd: string,
  threadCwd: string,
  tell: (warning: string) => void,
): Promise<Checked<readonly string[]>> {
  const found: string[] = [];
  for (const image of images) {
    const file = path.resolve(cwd, image);
    try {
      if (!(await stat(file)).isFile()) return refuse(`The image ${image} is not a file.`);
      if (!isImage(await readStart(file))) {
        tell(
          `warning: ${image} is not a PNG, JPEG, GIF or WebP image: the model reads a sentence in its place.`,
        );
      }
    } catch (error) {
      return refuse(`The image ${image} cannot be read: ${describeFailure(error)}`);
    }
    found.push(path.resolve(threadCwd, image) === file ? image : file);
  }
  return { ok: true, value: found };
}

async function readStart(file: string): Promise<string> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(12), 0, 12, 0);
  return buffer.toString("latin1", 0, bytesRead);
}

/** The signatures of PNG, JPEG, GIF and WebP. */
function isImage(start: string): boolean {
  return /^(?:\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP)/s.test(start);
}

/** The working directory with links resolved. */
export async function resolveDirectory(directory: string, cwd: string): Promise<Checked<string>> {
  try {
    const resolved = await realpath(path.resolve(cwd, directory));
    if ((await stat(resolved)).isDirectory()) return { ok: true, value: resolved };
    return refuse(`The directory ${directory} cannot be used: it is not a directory`);
  } catch (error) {
    return refuse(`The directory ${directory} cannot be used: ${describeFailure(error)}`);
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
