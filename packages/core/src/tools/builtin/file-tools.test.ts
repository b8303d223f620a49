import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { toCallId } from "@codex-ts/protocol";
import { tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { noRules, testServices } from "../../../test/test-services.ts";
import type { TurnContext } from "../../ports/turn-context.ts";
import { createCommandServices } from "../../session/command-services.ts";
import type { Tool } from "../tool.ts";
import type { ToolPorts } from "../tool-ports.ts";
import { grepFiles } from "./grep-files.ts";
import { listDir } from "./list-dir.ts";
import { readFile } from "./read-file.ts";

const { signal } = new AbortController();

/** Calls a tool that needs nothing of its turn but the folder. */
async function run(
  tool: Tool,
  args: object,
  { cwd = "/", ports = {} as ToolPorts }: { readonly cwd?: string; readonly ports?: ToolPorts } = {},
) {
  const turn = { cwd, policy: { sandbox: { type: "read-only" } } } as unknown as TurnContext;
  const call = {
    callId: toCallId("c"),
    name: tool.name,
    payload: { kind: "function", arguments: JSON.stringify(args) },
  } as const;
  return (await tool.run(ports, turn, call, signal))?.content;
}

test("a tool is offered to models that know it, and to no other", () => {
  const turn = (names: readonly string[]) =>
    ({ model: { info: { experimental_supported_tools: names } } }) as unknown as TurnContext;
  for (const tool of [readFile, listDir, grepFiles]) {
    expect(tool.offer(turn([]))).toBe("none");
    expect(tool.offer(turn([tool.name]))).toMatchObject({ type: "function", name: tool.name });
  }
});

test("reads lines with their numbers, cut where they are long", async () => {
  await using dir = await tempDir();
  const file_path = path.join(dir.path, "a.txt");
  await writeFile(file_path, `one\r\ntwo\n\n${"ä".repeat(400)}\nlast`);
  expect(await run(readFile, { file_path })).toBe(`L1: one\nL2: two\nL3: \nL4: ${"ä".repeat(250)}\nL5: last`);
  expect(await run(readFile, { file_path, offset: 2, limit: 2 })).toBe("L2: two\nL3: ");
  expect(await run(readFile, { file_path, offset: 6 })).toBe("offset exceeds file length");
});

test("reads the block around a line", async () => {
  await using dir = await tempDir();
  const file_path = path.join(dir.path, "a.py");
  await writeFile(file_path, "def a():\n    return 1\n\n\ndef b():\n    return 2\n");
  const around = (indentation: object) => run(readFile, { file_path, mode: "indentation", indentation });
  expect(await around({ anchor_line: 2, max_levels: 1 })).toBe("L1: def a():\nL2:     return 1");
  expect(await around({ anchor_line: 9 })).toBe("anchor_line exceeds file length");
});

test.each([
  [{ file_path: "relative" }, "absolute"],
  [{ file_path: "/x", offset: 0 }, "1-indexed"],
  [{ file_path: "/x", limit: 0 }, "greater than zero"],
  [{ file_path: "/x", mode: "indentation", indentation: { anchor_line: 0 } }, "1-indexed"],
  [{ file_path: "/x", indentation: { max_lines: 0 } }, "greater than zero"],
  [{ file_path: "/no/such/file" }, "failed to read file"],
  [{ file_path: "/" }, "failed to read file"],
  [{ file_path: "/dev/zero" }, "not a regular file"],
  [{ file_path: 1 }, "failed to parse function arguments"],
])("reading %j is refused", async (args, text) => {
  expect(await run(readFile, args)).toContain(text);
});

test("lists a folder by path, with marks and levels", async () => {
  await using dir = await tempDir();
  const at = (...names: string[]) => path.join(dir.path, ...names);
  await mkdir(at("sub/deep/deeper"), { recursive: true });
  await writeFile(at("sub/b.txt"), "");
  await writeFile(at("a.txt"), "");
  await symlink("/", at("link"));
  execFileSync("mkfifo", [at("pipe")]);
  expect(await run(listDir, { dir_path: dir.path })).toBe(
    [`Absolute path: ${dir.path}`, "a.txt", "link@", "pipe?", "sub/", "  b.txt", "  deep/"].join("\n"),
  );
  expect(await run(listDir, { dir_path: dir.path, depth: 1, limit: 2 })).toBe(
    [`Absolute path: ${dir.path}`, "a.txt", "link@", "More than 2 entries found"].join("\n"),
  );
  expect(await run(listDir, { dir_path: dir.path, offset: 7 })).toContain("exceeds");
  expect(await run(listDir, { dir_path: at("a.txt") })).toContain("failed to read directory");
  expect(await run(listDir, { dir_path: "here" })).toContain("absolute");
});

/** Ripgrep is a program of its own, which not every machine has. */
const hasRipgrep = (() => {
  try {
    execFileSync("rg", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** The tools' way to commands. */
async function withCommands(
  env: Readonly<Record<string, string>>,
  body: (ports: ToolPorts) => Promise<void>,
) {
  const services = testServices({
    baseUrl: "http://127.0.0.1:1",
    providerName: "none",
    env,
    rules: noRules,
    now: Date.now,
    requestMaxRetries: 0,
    websockets: undefined,
    streamMaxRetries: 0,
    skills: {
      inject: async () => ({ bodies: [], variables: [], failures: [] }),
      list: async () => [],
      onChange: () => () => undefined,
    },
  });
  try {
    const commands = createCommandServices(services.services, undefined);
    await body({ commands } as ToolPorts);
  } finally {
    await services.close();
  }
}

(hasRipgrep ? test : test.skip)("finds files by content, changed last first (needs ripgrep)", async () => {
  await using dir = await tempDir();
  const at = (name: string) => path.join(dir.path, name);
  await writeFile(at("old.txt"), "needle");
  await utimes(at("old.txt"), 1, 1);
  await writeFile(at("new.txt"), "a needle");
  await writeFile(at("other.md"), "hay");
  await withCommands({ PATH: process.env["PATH"] ?? "" }, async (ports) => {
    const place = { cwd: dir.path, ports };
    expect(await run(grepFiles, { pattern: "need.e" }, place)).toBe(`${at("new.txt")}\n${at("old.txt")}`);
    expect(await run(grepFiles, { pattern: "needle", limit: 1 }, place)).toBe(at("new.txt"));
    expect(await run(grepFiles, { pattern: "needle", include: "*.md" }, place)).toBe("No matches found.");
    expect(await run(grepFiles, { pattern: "(" }, place)).toContain("rg failed");
  });
});

test("says so where there is no ripgrep, and what is wrong with a question", async () => {
  await using dir = await tempDir();
  const bin = path.join(dir.path, "bin");
  await mkdir(bin);
  await chmod(bin, 0o755);
  await withCommands({ PATH: bin }, async (ports) => {
    const place = { cwd: dir.path, ports };
    expect(await run(grepFiles, { pattern: "x" }, place)).toContain("Ensure ripgrep is installed");
    expect(await run(grepFiles, { pattern: " " }, place)).toContain("must not be empty");
    expect(await run(grepFiles, { pattern: "x", path: "none" }, place)).toContain("unable to access");
  });
});
