import { expect, test } from "@jest/globals";
import { git, initWithCommit, inTempDir, testEnv } from "../test/temp-repo.ts";
import { findMergeBase } from "./merge-base.ts";

const { signal } = new AbortController();

test("is the commit that both have, and nothing for names that are none", async () => {
  await inTempDir(async (dir) => {
    const place = { cwd: dir, env: testEnv(dir) };
    const common = await initWithCommit(dir);
    await git(dir, "branch", "before");
    await git(dir, "commit", "-q", "--allow-empty", "-m", "more");
    expect(await findMergeBase(place, "before", signal)).toBe(common);
    expect(await findMergeBase(place, "no-such-branch", signal)).toBeUndefined();
    expect(await findMergeBase(place, "--all", signal)).toBeUndefined();
  });
});

test("is nothing outside of a repository", async () => {
  await inTempDir(async (dir) => {
    expect(await findMergeBase({ cwd: dir, env: testEnv(dir) }, "main", signal)).toBeUndefined();
  });
});
