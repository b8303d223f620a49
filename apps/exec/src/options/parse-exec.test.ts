import { expect, test } from "@jest/globals";
import type { ExecOptions } from "./exec-options.ts";
import { parseExec } from "./parse-exec.ts";

const none: ReadonlyMap<string, readonly string[]> = new Map();

function options(args: readonly string[], inherited = none): ExecOptions {
  const parsed = parseExec(args, inherited);
  if (parsed.kind !== "run") throw new Error(`${parsed.kind}: ${JSON.stringify(parsed)}`);
  return parsed.options;
}

test("a prompt alone is a new thread with every default", () => {
  expect(options(["hello"])).toEqual({
    prompt: "hello",
    images: [],
    thread: { kind: "new" },
    model: undefined,
    sandbox: undefined,
    cwd: undefined,
    skipsGitCheck: false,
    isEphemeral: false,
    isJson: false,
    color: "auto",
    outputSchema: undefined,
    outputLastMessage: undefined,
    profile: undefined,
    oss: undefined,
    addDirs: [],
    configOverrides: [],
    enable: [],
    disable: [],
  });
});

test("every flag finds its place", () => {
  const flags = [
    ["--json", "--ephemeral", "--skip-git-repo-check", "-m", "gpt", "-s", "read-only", "-p", "fast"],
    [
      "-C",
      "dir",
      "--add-dir",
      "x",
      "--add-dir",
      "y",
      "--color",
      "never",
      "-o",
      "last",
      "--output-schema",
      "s",
    ],
    ["--oss", "--local-provider", "ollama", "-c", "a=1", "-c", "b=2", "--enable", "f", "--disable", "g"],
    ["-i", "a.png,b.png", "c.png", "--", "-prompt"],
  ].flat();
  expect(options(flags)).toEqual({
    prompt: "-prompt",
    images: ["a.png", "b.png", "c.png"],
    thread: { kind: "new" },
    model: "gpt",
    sandbox: "read-only",
    cwd: "dir",
    skipsGitCheck: true,
    isEphemeral: true,
    isJson: true,
    color: "never",
    outputSchema: "s",
    outputLastMessage: "last",
    profile: "fast",
    oss: { localProvider: "ollama" },
    addDirs: ["x", "y"],
    configOverrides: ["a=1", "b=2"],
    enable: ["f"],
    disable: ["g"],
  });
});

test("the two short cuts choose a sandbox, and only one of them skips the repository check", () => {
  expect(options(["--full-auto", "x"])).toMatchObject({ sandbox: "workspace-write", skipsGitCheck: false });
  expect(options(["--yolo", "x"])).toMatchObject({ sandbox: "danger-full-access", skipsGitCheck: true });
  expect(parseExec(["--yolo", "--full-auto", "x"], none)).toMatchObject({ kind: "usage-error" });
});

test.each([
  [["resume", "ID", "go on"], { kind: "resume", idOrName: "ID" }, "go on"],
  [["resume", "ID"], { kind: "resume", idOrName: "ID" }, undefined],
  [["before", "resume", "ID"], { kind: "resume", idOrName: "ID" }, "before"],
  [["resume", "--last", "go on"], { kind: "resume-last", isAnyDirectory: false }, "go on"],
  [["resume", "--last", "--all"], { kind: "resume-last", isAnyDirectory: true }, undefined],
  [["resume", "--last", "ID", "go on"], { kind: "resume", idOrName: "ID" }, "go on"],
  [["resume"], { kind: "new" }, undefined],
] as const)("%j chooses %j with the prompt %s", (args, thread, prompt) => {
  expect(options(args)).toMatchObject({ thread, prompt });
});

test("flags before `exec` and before `resume` count; the later ones win, lists add up", () => {
  const inherited = new Map([
    ["model", ["root"]],
    ["sandbox", ["read-only"]],
    ["config", ["a=root"]],
    ["image", ["root.png"]],
    ["ask-for-approval", ["untrusted"]],
    ["search", []],
  ]);
  const args = [
    "-m",
    "exec",
    "-c",
    "a=exec",
    "resume",
    "-m",
    "resume",
    "-c",
    "a=resume",
    "-i",
    "b.png",
    "ID",
  ];
  expect(options(args, inherited)).toMatchObject({
    model: "resume",
    sandbox: "read-only",
    images: ["root.png", "b.png"],
    configOverrides: ['approval_policy="untrusted"', 'web_search="live"', "a=root", "a=exec", "a=resume"],
  });
});

test("exec-only flags are unknown to resume", () => {
  expect(parseExec(["resume", "-o", "file"], none)).toMatchObject({ kind: "usage-error", command: "resume" });
  expect(options(["-o", "file", "resume", "ID"])).toMatchObject({ outputLastMessage: "file" });
});

test.each([
  [["--help"], { kind: "help", command: "exec" }],
  [["help"], { kind: "help", command: "exec" }],
  [["help", "resume"], { kind: "help", command: "resume" }],
  [["resume", "-h"], { kind: "help", command: "resume" }],
  [["help", "nope"], { kind: "usage-error" }],
  [["-V"], { kind: "version" }],
  [["review"], { kind: "unsupported" }],
  [["--nope"], { kind: "usage-error", command: "exec" }],
] as const)("%j is %j", (args, expected) => {
  expect(parseExec(args, none)).toMatchObject(expected);
});
