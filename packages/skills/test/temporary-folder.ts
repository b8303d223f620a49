/** A folder that lasts as long as one test. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

export interface TemporaryFolder extends AsyncDisposable {
  /** Canonical. */
  readonly path: string;
  /** Writes files by their path below the folder. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
}

/** Makes an empty folder; leaving the scope of `await using` removes it. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "codex-ts-skills-")));
  return {
    path: folder,
    async write(files) {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
        await writeFile(path.join(folder, name), text);
      }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
