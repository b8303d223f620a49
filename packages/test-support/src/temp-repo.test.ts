import { existsSync, statSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { tempRepo } from "./temp-repo.ts";

test("makes a real repository with the same commit every time", async () => {
  await using one = await tempRepo({ "src/a.txt": "a\n", "run.sh": "#!/bin/sh\n" });
  await using two = await tempRepo({ "src/a.txt": "a\n", "run.sh": "#!/bin/sh\n" });
  expect(await one.git("rev-parse", "HEAD")).toBe(await two.git("rev-parse", "HEAD"));
  expect(await one.git("branch", "--show-current")).toBe("main");
  expect(await one.read("src/a.txt")).toBe("a\n");
  expect(statSync(`${one.path}/run.sh`).mode & 0o777).toBe(0o755);
  await one.write({ "src/a.txt": "b\n" });
  expect(await one.git("status", "--porcelain")).toBe(" M src/a.txt");
});

test("a git command that fails is an error with git's own words", async () => {
  await using repo = await tempRepo({});
  await expect(repo.git("checkout", "nowhere")).rejects.toThrow("git checkout nowhere failed");
});

test("the repository is gone afterwards", async () => {
  const repo = await tempRepo({});
  await repo[Symbol.asyncDispose]();
  expect(existsSync(repo.path)).toBe(false);
});
