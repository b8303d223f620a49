import { mkdir } from "node:fs/promises";
import path from "node:path";
import { tempDir, tempHome } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { loadDotenv } from "./load-dotenv.ts";

const unexpected = (text: string) => {
  throw new Error(text);
};

test("variables of the file beat those that are there, and the program's own are left out", async () => {
  await using home = await tempHome({
    files: { ".env": 'A=new\n# note\nexport B="two words"\nnot an assignment\nCODEX_HOME=/evil\n' },
  });
  const env: Record<string, string | undefined> = { CODEX_HOME: home.codexHome, A: "old", C: "kept" };
  await loadDotenv(env, "/nowhere", unexpected);
  expect(env).toEqual({ CODEX_HOME: home.codexHome, A: "new", B: "two words", C: "kept" });
});

test("without CODEX_HOME the file lies below the user's home", async () => {
  await using home = await tempHome({ files: { ".env": "A=1" } });
  const env: Record<string, string | undefined> = {};
  await loadDotenv(env, home.home, unexpected);
  expect(env).toEqual({ A: "1" });
});

test("no file is fine, an unreadable one is a warning with its name", async () => {
  await using dir = await tempDir();
  await loadDotenv({ CODEX_HOME: path.join(dir.path, "none") }, "/", unexpected);
  await mkdir(path.join(dir.path, ".env"));
  const warnings: string[] = [];
  await loadDotenv({ CODEX_HOME: dir.path }, "/", (text) => warnings.push(text));
  expect(warnings).toEqual([`warning: cannot read ${path.join(dir.path, ".env")} (EISDIR)`]);
});
