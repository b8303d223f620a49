import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { findCodexHome } from "./codex-home.ts";

test("defaults to .codex in the home, whether it exists or not", async () => {
  const expected = { ok: true, home: path.join("/users/me", ".codex") };
  expect(await findCodexHome({}, "/users/me")).toEqual(expected);
  expect(await findCodexHome({ CODEX_HOME: "" }, "/users/me")).toEqual(expected);
});

test("takes CODEX_HOME by its real path and refuses what is no directory", async () => {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "codex-home-")));
  try {
    const [real, link, file] = ["real", "link", "file"].map((name) => path.join(folder, name));
    if (!real || !link || !file) throw new Error("no paths");
    await mkdir(real);
    await symlink(real, link);
    await writeFile(file, "");
    expect(await findCodexHome({ CODEX_HOME: link }, "/users/me")).toEqual({ ok: true, home: real });
    expect(await findCodexHome({ CODEX_HOME: file }, "/users/me")).toEqual({
      ok: false,
      message: `CODEX_HOME points to "${file}", but that path is not a directory`,
    });
    expect(await findCodexHome({ CODEX_HOME: `${folder}/none` }, "/users/me")).toEqual({
      ok: false,
      message: `CODEX_HOME points to "${folder}/none", but that path does not exist`,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
