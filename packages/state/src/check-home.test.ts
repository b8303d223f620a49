import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { tempHome } from "../test/rig.ts";
import { checkHome } from "./check-home.ts";
import { toStateError } from "./errors.ts";

test("a fresh home is fine and stays untouched", async () => {
  await using home = await tempHome();
  expect(await checkHome(home.path)).toBeUndefined();
  expect(await readdir(home.path)).toEqual([]);
});

test("a home that is missing", async () => {
  await using home = await tempHome();
  const missing = path.join(home.path, "gone");
  expect(await checkHome(missing)).toMatchObject({ code: "not_found", path: missing });
});

test.each([
  ["the home", "codex-home", "codex-home"],
  ["the folder of sessions", "sessions", "."],
])("a file in the place of %s", async (_, file, checked) => {
  await using home = await tempHome();
  const blocked = await home.write(file, "");
  expect(await checkHome(path.join(home.path, checked))).toMatchObject({
    code: "path_blocked",
    path: blocked,
    message: expect.stringContaining(blocked),
  });
});

test.each([
  ["EACCES", "not_permitted", "chown"],
  ["EPERM", "not_permitted", "CODEX_HOME"],
  ["EROFS", "not_permitted", "CODEX_HOME"],
  ["ENOENT", "not_found", "CODEX_HOME"],
  ["ENOTDIR", "path_blocked", "Move"],
  ["ENOSPC", "storage_full", "space"],
  ["EDQUOT", "storage_full", "quota"],
  ["EIO", "io_failed", "disk"],
])("%s is %s, with what to do", (system, code, advice) => {
  const cause = Object.assign(new Error("failed"), { code: system });
  const error = toStateError(cause, "save the session", "/home/x");
  expect(error).toMatchObject({ code, path: "/home/x", cause });
  expect(error.message).toContain(`Cannot save the session at /home/x (${system}).`);
  expect(error.message).toContain(advice);
});
