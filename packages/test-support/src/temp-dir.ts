import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { TestSupportError } from "./errors.ts";

/** A folder of its own that goes away with its owner. */
export interface TempDir extends AsyncDisposable {
  /** Absolute, with no symbolic links in it. */
  readonly path: string;
}

/** What the names of our temporary folders begin with; the process id tells whose they are. */
export function tempDirPrefix(): string {
  return `codex-ts-test-${process.pid}-`;
}

/** Makes an empty folder under the system's temporary folder. */
export async function tempDir(): Promise<TempDir> {
  const made = await realpath(await mkdtemp(path.join(tmpdir(), tempDirPrefix())));
  return { path: made, [Symbol.asyncDispose]: () => removeTree(made) };
}

/** Deletes a folder with all that is in it, but refuses while something is mounted below it. */
async function removeTree(dir: string): Promise<void> {
  const mounts = await mountPoints();
  const inside = mounts.filter((point) => point === dir || point.startsWith(`${dir}/`));
  if (inside.length > 0) {
    throw new TestSupportError("leak", `not deleting ${dir}: still mounted below it: ${inside.join(", ")}`);
  }
  await rm(dir, { recursive: true, force: true, maxRetries: 3 });
}

async function mountPoints(): Promise<readonly string[]> {
  if (process.platform !== "linux") return [];
  const table = await readFile("/proc/self/mountinfo", "utf8");
  // The fifth field is the mount point; blanks in it are written as octal escapes.
  return table.split("\n").map((line) => (line.split(" ")[4] ?? "").replaceAll("\\040", " "));
}
