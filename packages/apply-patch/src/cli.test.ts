import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { inTempDir } from "../test/temp-dir.ts";
import { runApplyPatchCli } from "./cli.ts";
import { createNodePatchFs } from "./node-patch-fs.ts";

async function run(cwd: string, argv: readonly string[], stdin: Uint8Array | string = "") {
  const output = { stdout: "", stderr: "" };
  const io = {
    cwd,
    fs: createNodePatchFs(),
    readStdin: async () => (typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin),
    stdout: (text: string) => {
      output.stdout += text;
    },
    stderr: (text: string) => {
      output.stderr += text;
    },
  };
  const code = await runApplyPatchCli(argv, io, new AbortController().signal);
  return { code, ...output };
}

const ADD = "*** Begin Patch\n*** Add File: z\n+q\n*** End Patch\n";
const APPLIED = { code: 0, stdout: "Success. Updated the following files:\nA z\n", stderr: "" };

test("takes the patch as its argument or from standard input", async () => {
  await inTempDir(async (dir) => {
    expect(await run(dir, [ADD])).toEqual(APPLIED);
    expect(await run(dir, [], ADD)).toEqual(APPLIED);
    expect(await readFile(path.join(dir, "z"), "utf8")).toBe("q\n");
  });
});

test("lists additions, modifications and deletions in this order", async () => {
  await inTempDir(async (dir) => {
    await writeFile(path.join(dir, "d"), "");
    await writeFile(path.join(dir, "m"), "1\n");
    const patch =
      "*** Begin Patch\n*** Delete File: d\n*** Update File: m\n-1\n+2\n*** Add File: a\n*** End Patch";
    expect((await run(dir, [patch])).stdout).toBe("Success. Updated the following files:\nA a\nM m\nD d\n");
  });
});

test("wrong usage is 2", async () => {
  await inTempDir(async (dir) => {
    expect(await run(dir, [])).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining("Usage:") });
    expect((await run(dir, ["a", "b"])).code).toBe(2);
  });
});

test("what cannot be applied is 1, with the reason on standard error", async () => {
  await inTempDir(async (dir) => {
    const failure = async (argv: readonly string[], stdin?: Uint8Array) => {
      const { code, stdout, stderr } = await run(dir, argv, stdin);
      return [code, stdout, stderr];
    };
    expect(await failure(["x"])).toEqual([
      1,
      "",
      "Invalid patch: The first line of the patch must be '*** Begin Patch'\n",
    ]);
    expect(await failure([], Uint8Array.of(0xff))).toEqual([
      1,
      "",
      "Error: Failed to read PATCH from stdin.\nstream did not contain valid UTF-8\n",
    ]);
    expect(await failure(["*** Begin Patch\n*** End Patch"])).toEqual([1, "", "No files were modified.\n"]);
    const half = "*** Begin Patch\n*** Add File: a\n+a\n*** Delete File: b\n*** End Patch";
    expect(await failure([half])).toEqual([
      1,
      "",
      "Failed to delete file b\nReason: no such file or directory (ENOENT)\nThese files were changed before the failure and stay changed:\nA a\n",
    ]);
  });
});
