import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ResolvedConfig } from "@codex-ts/config";
import { readCommandLine } from "@codex-ts/shell-command";
import { tempDir, tempHome, tempRepo } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { plainRequest, testRuntime } from "../test/test-runtime.ts";
import { loadRules } from "./wire-rules.ts";

const { signal } = new AbortController();

/** The parts of the settings that rules come from, for a home with one rules file. */
async function rulesOf(home: string, text: string) {
  await mkdir(path.join(home, "rules"), { recursive: true });
  await writeFile(path.join(home, "rules", "default.rules"), text);
  const layer = {
    source: { type: "user", file: path.join(home, "config.toml") },
    disabledReason: undefined,
    isTrusted: true,
  };
  const config = { codexHome: home, layers: [layer], requirements: { rules: undefined } };
  return loadRules(config as unknown as ResolvedConfig, signal);
}

const read = (...argv: string[]) =>
  readCommandLine(argv, () => Promise.reject(new Error("these scripts need no grammar")));

test("the deciding rule is told with its prefix and its reason", async () => {
  await using dir = await tempDir();
  const { rules } = await rulesOf(
    dir.path,
    'prefix_rule(pattern=["rm"], decision="forbidden", justification="keep files")\nprefix_rule(pattern=["ls"])\n',
  );
  expect(rules.judge(await read("bash", "-c", "rm x"))).toEqual({
    decision: "forbidden",
    prefix: ["rm"],
    justification: "keep files",
  });
  expect(rules.judge(await read("ls", "-l"))?.decision).toBe("allow");
  expect(rules.judge(await read("cat", "x"))).toBeUndefined();
  expect(rules.allowedPrefixes()).toEqual([["ls"]]);
});

test("a file that cannot be understood makes everything a question, and is told", async () => {
  await using dir = await tempDir();
  const { rules, faults } = await rulesOf(dir.path, "prefix_rule(pattern=[");
  expect(faults).toMatchObject([
    {
      place: { file: path.join(dir.path, "rules", "default.rules"), line: 1, endColumn: expect.any(Number) },
    },
  ]);
  expect(rules.judge(await read("ls"))?.decision).toBe("prompt");
});

test("a script that could not be read well is asked about where rules restrict anything", async () => {
  await using dir = await tempDir();
  const unread = { ...(await read("ls")), isComplete: false };
  const restricting = await rulesOf(dir.path, 'prefix_rule(pattern=["rm"], decision="forbidden")\n');
  expect(restricting.rules.judge(unread)?.decision).toBe("prompt");
  const allowing = await rulesOf(dir.path, 'prefix_rule(pattern=["make"])\n');
  expect(allowing.rules.judge(unread)).toBeUndefined();
});

test("an accepted rule holds at once and is written to the user's rules file", async () => {
  await using dir = await tempDir();
  const { rules } = await rulesOf(dir.path, "");
  await rules.allow(["make", "test"]);
  expect(rules.judge(await read("make", "test", "-j2"))?.decision).toBe("allow");
  const again = await loadRules(
    {
      codexHome: dir.path,
      layers: [
        {
          source: { type: "user", file: path.join(dir.path, "config.toml") },
          disabledReason: undefined,
          isTrusted: true,
        },
      ],
      requirements: { rules: undefined },
    } as unknown as ResolvedConfig,
    signal,
  );
  expect(again.rules.allowedPrefixes()).toEqual([["make", "test"]]);
});

test.each([
  ["", []],
  ['trust_level = "untrusted"', []],
  ['trust_level = "trusted"', [["make"]]],
])(
  "a project with the entry %j may allow %j, though it has no settings of its own",
  async (trust, allowed) => {
    await using repo = await tempRepo({
      ".codex/rules/own.rules": 'prefix_rule(pattern=["make"], decision="allow")\n',
    });
    const config = `[projects.${JSON.stringify(repo.path)}]\n${trust}\n`;
    await using home = await tempHome({ model: { baseUrl: "http://127.0.0.1:1/v1" }, config });
    const runtime = await testRuntime(home, repo.path);
    const settings = await runtime.loadSettings(plainRequest, signal);
    expect((await loadRules(settings, signal)).rules.allowedPrefixes()).toEqual(allowed);
  },
);
