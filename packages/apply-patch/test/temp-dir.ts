import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Runs `body` in a new directory and removes it afterwards. */
export async function inTempDir<Value>(body: (dir: string) => Promise<Value>): Promise<Value> {
  const dir = await realpath(await mkdtemp(path.join(tmpdir(), "patch-test-")));
  try {
    return await body(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
