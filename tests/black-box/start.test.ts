import { mkdtemp, readdir, readFile, rm, stat, symlink } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { reply, runProgram, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { CODEX, openStage } from "./stage.ts";

test("tells its version from any folder and without a home", async () => {
  const manifest = path.resolve(import.meta.dirname, "../../package.json");
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { readonly version: string };
  const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin" };
  const result = await runProgram([CODEX, "--version"], {
    cwd: "/",
    env,
    stdin: "ignore",
    signal: AbortSignal.timeout(10_000),
  });
  expect(result).toEqual({ code: 0, signal: null, stdout: `codex-cli ${version}\n`, stderr: "" });
});

test("starts when its script is named without a folder", async () => {
  const result = await runProgram(["sh", path.basename(CODEX), "--version"], {
    cwd: path.dirname(CODEX),
    env: { PATH: "/usr/bin:/bin" },
    stdin: "ignore",
    signal: AbortSignal.timeout(10_000),
  });
  expect(result).toMatchObject({ code: 0, stderr: "" });
});

test.each(["apply_patch", "applypatch"])("a link named %s is the patch tool", async (name) => {
  await using stage = await openStage({ replies: [], files: { "a.txt": "old\n" } });
  const link = path.join(stage.home.home, name);
  await symlink(CODEX, link);
  const patch = "*** Begin Patch\n*** Update File: a.txt\n@@\n-old\n+new\n*** End Patch\n";
  const options = { cwd: stage.repo.path, env: stage.home.env, signal: AbortSignal.timeout(10_000) };
  const result = await runProgram([link], { ...options, stdin: { text: patch } });
  expect(result).toMatchObject({ code: 0, stderr: "" });
  expect(await stage.repo.read("a.txt")).toBe("new\n");
  const again = await runProgram([link, patch], { ...options, stdin: "ignore" });
  expect(again.code).toBe(1);
  expect(again.stderr).not.toBe("");
  await stage.settle();
});

test("variables of .env are set before anything is looked at, the program's own are not", async () => {
  await using stage = await openStage({
    replies: [reply(say("ok"))],
    home: { files: { ".env": "SCRIPTED_MODEL_KEY=from-dotenv\nCODEX_HOME=/nowhere\n" } },
  });
  expect((await stage.codex("exec", "hello")).code).toBe(0);
  expect(stage.model.request(0).headers["authorization"]).toBe("Bearer from-dotenv");
  await stage.settle();
});

test.each([
  [["--version"]],
  [["--help"]],
  [["exec", "--version"]],
  [["exec", "resume", "--help"]],
  [["apply_patch"]],
])("%j loads little of the program", async (args) => {
  await using stage = await openStage({ replies: [] });
  const coverage = await mkdtemp(path.join(stage.home.home, "coverage-"));
  const env = { ...stage.home.env, NODE_V8_COVERAGE: coverage };
  const isAlias = args[0] === "apply_patch";
  const link = path.join(stage.home.home, "apply_patch");
  if (isAlias) await symlink(CODEX, link);
  await runProgram(isAlias ? [link, "no patch"] : [CODEX, ...args], {
    cwd: stage.repo.path,
    env,
    stdin: "ignore",
    signal: AbortSignal.timeout(10_000),
  });
  const files = await loadedFiles(coverage);
  expect(files.length).toBeGreaterThan(0);
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LIGHT_BYTES);
  await rm(coverage, { recursive: true });
});

test("Node takes all compiled code that was kept, and the engine's is among it", async () => {
  const lib = path.join(path.dirname(CODEX), "../lib");
  const check = `
    const { readdirSync, readFileSync } = require("node:fs");
    const files = readdirSync(".").filter((name) => name.endsWith(".compiled"));
    const code = (file) => readFileSync(file.replace(".compiled", ""), "utf8");
    const isRefused = (file) => new (require("node:vm").Script)(code(file), { cachedData: readFileSync(file) }).cachedDataRejected;
    console.log(JSON.stringify({ kept: files.length > 50, refused: files.filter(isRefused) }));`;
  const result = await runProgram([process.execPath, "-e", check], {
    cwd: lib,
    env: {},
    stdin: "ignore",
    signal: AbortSignal.timeout(10_000),
  });
  expect(JSON.parse(result.stdout)).toEqual({ kept: true, refused: [] });
});

/** What may be loaded where no engine is needed; the engine has more than ten times as much. */
const LIGHT_BYTES = 80_000;

/** The files of the program that Node has loaded, from its own coverage report. */
async function loadedFiles(coverage: string): Promise<readonly string[]> {
  const [report = ""] = await readdir(coverage);
  const text = await readFile(path.join(coverage, report), "utf8");
  const { result } = JSON.parse(text) as { readonly result: readonly { readonly url: string }[] };
  return result.flatMap(({ url }) => (url.startsWith("file://") ? [fileURLToPath(url)] : []));
}
