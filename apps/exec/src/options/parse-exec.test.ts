import { expect, test } from "@jest/globals";
import type { ExecOptions } from "./exec-options.ts";
import { parseExec, parseReview } from "./parse-exec.ts";

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
    review: undefined,
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
    idleFlags: [],
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
    review: undefined,
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
    idleFlags: [],
    addDirs: ["x", "y"],
    configOverrides: ["a=1", "b=2"],
    enable: ["f"],
    disable: ["g"],
  });
});

test("a local server that nobody asked for is told", () => {
  const sentence = "--local-provider has no effect without --oss.";
  expect(options(["--local-provider", "ollama", "go"])).toMatchObject({ idleFlags: [sentence] });
  expect(options(["--oss", "--local-provider", "ollama", "go"])).toMatchObject({ idleFlags: [] });
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
  [["review"], { kind: "refused" }],
  [["help", "review"], { kind: "help", command: "review" }],
  [["--nope"], { kind: "usage-error", command: "exec" }],
] as const)("%j is %j", (args, expected) => {
  expect(parseExec(args, none)).toMatchObject(expected);
});

test.each([
  [["review", "--uncommitted"], { type: "uncommittedChanges" }],
  [["review", "--base", "main"], { type: "baseBranch", branch: "main" }],
  [["review", "--commit", "abc"], { type: "commit", sha: "abc", title: null }],
  [["review", "--commit", "abc", "--title", "Fix"], { type: "commit", sha: "abc", title: "Fix" }],
  [["-o", "file", "review", "--json", "-m", "gpt", "the parser"], { type: "instructions" }],
] as const)("%j reviews %j", (args, review) => {
  expect(options(args)).toMatchObject({ review, thread: { kind: "new" } });
});

test("a review has one target", () => {
  const targets = [["--uncommitted"], ["--base", "x"], ["--commit", "x"], ["words"]];
  for (const [at, one] of targets.entries()) {
    for (const other of targets.slice(at + 1)) {
      expect(parseExec(["review", ...one, ...other], none)).toMatchObject({
        kind: "usage-error",
        command: "review",
      });
    }
  }
  expect(parseExec(["review", "--title", "x", "--uncommitted"], none)).toMatchObject({ kind: "usage-error" });
});

test("`codex review` has no flags of exec", () => {
  const read = (...args: readonly string[]) => parseReview(args, none, "program-review");
  expect(read("--uncommitted", "-c", "a=1")).toMatchObject({
    kind: "run",
    options: { configOverrides: ["a=1"] },
  });
  expect(read("--uncommitted", "--json")).toMatchObject({ kind: "usage-error", command: "program-review" });
  expect(read("-h")).toEqual({ kind: "help", command: "program-review" });
});
