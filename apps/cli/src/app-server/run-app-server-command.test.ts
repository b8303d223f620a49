import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { runAppServerCommand } from "./run-app-server-command.ts";

async function run(
  args: readonly string[],
  cwd = "/",
): Promise<{ code: number; out: string; error: string; served: readonly unknown[] }> {
  const served: unknown[] = [];
  const out: string[] = [];
  const error: string[] = [];
  const io = {
    cwd,
    writeOut: (text: string) => void out.push(text),
    writeError: (text: string) => void error.push(text),
    serve: async (values: readonly unknown[]) => {
      served.push(...values);
      return 0;
    },
  };
  const code = await runAppServerCommand(args, new Map(), io);
  return { code, out: out.join(""), error: error.join(""), served };
}

async function inFolder(check: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "generate-"));
  try {
    await check(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("writes JSON Schemas; experimental ones on demand", () =>
  inFolder(async (cwd) => {
    const written = await run(["generate-json-schema", "--out", "s"], cwd);
    expect(written).toEqual({ code: 0, out: "", error: "", served: [] });
    const stable = await readdir(path.join(cwd, "s"), { recursive: true });
    expect(stable).toContain("codex_app_server_protocol.schemas.json");
    expect(stable).toContain(path.join("v2", "ThreadStartParams.json"));
    expect(stable).not.toContain(path.join("v2", "CollaborationModeListParams.json"));
    const args = ["generate-json-schema", "-o", "e", "--experimental", "-c", "model=x", "--enable", "y"];
    expect((await run(args, cwd)).code).toBe(0);
    const text = await readFile(path.join(cwd, "e", "v2", "ThreadStartParams.json"), "utf8");
    expect(JSON.parse(text).properties.dynamicTools).toBeDefined();
  }));

test("writes TypeScript and formats it with a given program", () =>
  inFolder(async (cwd) => {
    expect((await run(["generate-ts", "--out", "t", "--prettier", "true"], cwd)).code).toBe(0);
    const text = await readFile(path.join(cwd, "t", "v2", "TurnInterruptParams.ts"), "utf8");
    expect(text).toContain("export type TurnInterruptParams = { threadId: string, turnId: string };");
    const failed = await run(["generate-ts", "--out", "t", "--prettier", "./no-such-program"], cwd);
    expect(failed.code).toBe(1);
    expect(failed.error).toContain("no-such-program");
  }));

test("says what is missing", async () => {
  expect(await run(["generate-ts"])).toMatchObject({
    code: 2,
    error: expect.stringContaining("--out <DIR>"),
  });
  expect(await run(["generate-json-schema", "--prettier", "x"])).toMatchObject({ code: 2 });
  expect(await run(["--help"])).toMatchObject({ code: 0, out: expect.stringContaining("generate-ts") });
});

test("a folder that cannot be made is an error with its name", async () => {
  const { code, error } = await run(["generate-json-schema", "--out", "/dev/null/x"]);
  expect(code).toBe(1);
  expect(error).toContain("/dev/null/x");
});

test("serves with its flags when nothing is to be written", async () => {
  expect(await run(["-c", "a=1", "--enable", "x", "--analytics-default-enabled"])).toMatchObject({
    code: 0,
    out: "",
    error: "",
    served: [
      new Map(),
      new Map([
        ["config", ["a=1"]],
        ["enable", ["x"]],
        ["analytics-default-enabled", []],
      ]),
    ],
  });
  expect(await run(["--no-such-flag"])).toMatchObject({ code: 2, served: [] });
});

const onProc = existsSync("/proc/self") ? test : test.skip;

onProc("a folder that cannot be made is told, and is not tried for ever", async () => {
  const failed = await run(["generate-ts", "--out", "/proc/none"]);
  expect(failed.code).toBe(1);
  expect(failed.error).toContain("could not write the types to /proc/none");
});
