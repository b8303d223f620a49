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
    files: { ".env": 'A=new\n# note\nexport B="two words"\nCODEX_HOME=/evil\n' },
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

test("lines that cannot be read are told once, without what stands there", async () => {
  await using home = await tempHome({ files: { ".env": "A=1\nKEY=half a secret\nB=$A\n" } });
  const env: Record<string, string | undefined> = { CODEX_HOME: home.codexHome };
  const warnings: string[] = [];
  await loadDotenv(env, "/nowhere", (text) => warnings.push(text));
  expect(env).toMatchObject({ A: "1", B: "1" });
  expect(warnings).toEqual([expect.stringContaining(`${path.join(home.codexHome, ".env")}: line 2 is`)]);
  expect(warnings[0]).not.toContain("secret");

  await home.write({ ".env": "bad\n".repeat(9) });
  await loadDotenv(env, "/nowhere", (text) => warnings.push(text));
  expect(warnings[1]).toContain("lines 1, 2, 3, 4, 5 and 4 more are");
});
