/** `codex sandbox` and `codex-linux-sandbox`. Every write that must fail is judged by the file, not by what is said. */
import { symlink } from "node:fs/promises";
import path from "node:path";
import { type ProgramResult, runProgram } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { CODEX, openStage, type Stage } from "./stage.ts";

const onLinux = process.platform === "linux" ? test : test.skip;
/** Temporary folders are left out of the policy, because the stage lies in one. */
const ROOTS_ONLY = [
  "-c",
  "sandbox_workspace_write.exclude_slash_tmp=true",
  "-c",
  "sandbox_workspace_write.exclude_tmpdir_env_var=true",
];

function sandboxed(stage: Stage, ...args: readonly string[]): Promise<ProgramResult> {
  return stage.codex("sandbox", "linux", ...args);
}

async function exists(stage: Stage, file: string): Promise<boolean> {
  return stage.repo.read(file).then(
    () => true,
    () => false,
  );
}

onLinux.each([
  ["its own", "exit 7", 7],
  ["of a signal", "kill -KILL $$", 137],
])("the status is that of the command: %s", async (_name, script, code) => {
  await using stage = await openStage({ replies: [] });
  expect(await sandboxed(stage, "--", "sh", "-c", script)).toMatchObject({ code, stderr: "" });
  await stage.settle();
});

onLinux(
  "input and outputs are those of the caller, and flags behind the command are the command's",
  async () => {
    await using stage = await openStage({ replies: [] });
    const script = 'cat; echo "$@"; echo err >&2';
    const program = await stage.start(
      ["sandbox", "landlock", "sh", "-c", script, "sh", "--full-auto", "-c"],
      {
        stdin: { text: "typed\n" },
      },
    );
    expect(await program.result).toMatchObject({
      code: 0,
      stdout: "typed\n--full-auto -c\n",
      stderr: "err\n",
    });
    await stage.settle();
  },
);

onLinux("without --full-auto nothing is written, whatever the settings say", async () => {
  await using stage = await openStage({
    home: { config: 'sandbox_mode = "danger-full-access"' },
    replies: [],
  });
  const result = await sandboxed(stage, "sh", "-c", "echo x > new.txt");
  expect(result.code).not.toBe(0);
  expect(await exists(stage, "new.txt")).toBe(false);
  await stage.settle();
});

onLinux("--full-auto opens the folder, but neither .git nor what lies above", async () => {
  await using stage = await openStage({ replies: [] });
  const script =
    "echo x > new.txt; echo x > .git/hooks/post-checkout; echo x > ../beside; echo x > $HOME/.profile";
  await sandboxed(stage, "--full-auto", ...ROOTS_ONLY, "--", "sh", "-c", script);
  expect(await exists(stage, "new.txt")).toBe(true);
  expect(await exists(stage, ".git/hooks/post-checkout")).toBe(false);
  expect(await exists(stage, "../beside")).toBe(false);
  await expect(stage.home.read("../.profile")).rejects.toThrow("ENOENT");
  await stage.settle();
});

onLinux("tables of the settings and -c count: more roots, environment", async () => {
  await using stage = await openStage({
    files: { "sub/keep": "" },
    home: { config: '[shell_environment_policy]\ninherit = "core"\nset = { COLOR = "red" }' },
    replies: [],
  });
  const roots = `sandbox_workspace_write.writable_roots=["${stage.home.home}"]`;
  const script = "echo x > ~/here.txt; cd sub; env";
  const result = await sandboxed(stage, "--full-auto", ...ROOTS_ONLY, "-c", roots, "sh", "-c", script);
  expect(await stage.home.read("../here.txt")).toBe("x\n");
  const env = result.stdout.split("\n");
  expect(env).toContain("COLOR=red");
  expect(env).toContain("CODEX_SANDBOX_NETWORK_DISABLED=1");
  expect(result.stdout).not.toContain("SCRIPTED_MODEL_KEY");
  await stage.settle();
});

onLinux.each([
  ["without a word about it", [], 1],
  ["with the setting", ["-c", "sandbox_workspace_write.network_access=true"], 0],
])("the network is reached %s or not", async (_name, flags, code) => {
  await using stage = await openStage({ replies: [] });
  const { port } = new URL(stage.model.baseUrl);
  // Bash opens the connection by itself; the model server does not count what sends no request.
  const script = `exec 3<>/dev/tcp/127.0.0.1/${port}`;
  const result = await sandboxed(stage, "--full-auto", ...flags, "--", "bash", "-c", script);
  expect(result.code).toBe(code);
  await stage.settle();
});

onLinux.each([
  ["no-such-program", 127],
  ["./README.md", 126],
])("%s cannot start, which is said in one line", async (program, code) => {
  await using stage = await openStage({ replies: [] });
  const result = await sandboxed(stage, program);
  expect(result).toMatchObject({ code, stdout: "" });
  expect(result.stderr).toMatch(/^Error: cannot run .*\n$/);
  expect(result.stderr).toContain(program);
  await stage.settle();
});

onLinux.each([
  ["no command", ["linux"], 2],
  ["an unknown flag", ["linux", "--nope", "true"], 2],
  ["an unknown platform", ["beos", "true"], 2],
  ["no platform", [], 2],
  ["macOS", ["macos", "true"], 1],
  ["Windows", ["windows", "true"], 1],
  ["a setting that makes no sense", ["-c", "sandbox_workspace_write=1", "linux", "true"], 1],
])("%s is refused", async (_name, args, code) => {
  await using stage = await openStage({ replies: [] });
  const result = await stage.codex("sandbox", ...args);
  expect(result).toMatchObject({ code, stdout: "" });
  expect(result.stderr).not.toBe("");
  await stage.settle();
});

onLinux("SIGTERM ends the command too", async () => {
  await using stage = await openStage({ replies: [] });
  const program = await stage.start(["sandbox", "linux", "sh", "-c", "echo up; exec sleep 600"]);
  await program.stdoutLine(/up/);
  program.kill("SIGTERM");
  expect(await program.result).toMatchObject({ code: 143 });
  await stage.settle();
});

onLinux("the level can be asked for", async () => {
  await using stage = await openStage({ replies: [] });
  const result = await stage.codex("sandbox", "status");
  expect(result).toMatchObject({ code: 0, stdout: expect.stringMatching(/^sandbox: level [23] of 3\n/) });
  await stage.settle();
});

const policy = (network: boolean) =>
  JSON.stringify({
    type: "workspace-write",
    network_access: network,
    exclude_tmpdir_env_var: true,
    exclude_slash_tmp: true,
  });

async function helper(stage: Stage, ...args: readonly string[]): Promise<ProgramResult> {
  const link = path.join(stage.home.home, "codex-linux-sandbox");
  await symlink(CODEX, link);
  return runProgram([link, ...args], {
    cwd: stage.repo.path,
    env: stage.home.env,
    stdin: "ignore",
    signal: AbortSignal.timeout(15_000),
  });
}

onLinux("under its other name it takes the policy as JSON and knows no settings", async () => {
  await using stage = await openStage({ home: { config: "no TOML at all [" }, replies: [] });
  const script = 'echo x > inside; echo x > ../beside; echo "$SCRIPTED_MODEL_KEY"; exit 5';
  const cwd = stage.repo.path;
  const flags = ["--sandbox-policy-cwd", cwd, "--sandbox-policy", policy(false)];
  const result = await helper(stage, ...flags, "--", "sh", "-c", script);
  expect(result).toMatchObject({ code: 5, stdout: "scripted\n" });
  expect(await exists(stage, "inside")).toBe(true);
  expect(await exists(stage, "../beside")).toBe(false);
  await stage.settle();
});

onLinux("a proxy alone means no network", async () => {
  await using stage = await openStage({ replies: [] });
  const { port } = new URL(stage.model.baseUrl);
  const flags = ["--sandbox-policy-cwd", "/", "--sandbox-policy", policy(true), "--allow-network-for-proxy"];
  const result = await helper(stage, ...flags, "--", "bash", "-c", `exec 3<>/dev/tcp/127.0.0.1/${port}`);
  expect(result.code).toBe(1);
  await stage.settle();
});

onLinux.each([
  [
    "an unknown policy",
    ["--sandbox-policy-cwd", "/", "--sandbox-policy", '{"type":"nope"}', "--", "true"],
    2,
  ],
  ["no JSON", ["--sandbox-policy-cwd", "/", "--sandbox-policy", "{", "--", "true"], 2],
  ["no policy", ["--sandbox-policy-cwd", "/", "--", "true"], 2],
  ["no command", ["--sandbox-policy-cwd", "/", "--sandbox-policy", policy(false)], 2],
  [
    "a step of the original's own",
    [
      "--sandbox-policy-cwd",
      "/",
      "--sandbox-policy",
      policy(false),
      "--apply-seccomp-then-exec",
      "--",
      "true",
    ],
    1,
  ],
  [
    "less than what was asked for",
    ["--sandbox-policy-cwd", "/", "--sandbox-policy", '{"type":"external-sandbox"}', "--", "true"],
    1,
  ],
])("the helper refuses %s", async (_name, args, code) => {
  await using stage = await openStage({ replies: [] });
  const result = await helper(stage, ...args);
  expect(result).toMatchObject({ code, stdout: "" });
  expect(result.stderr).toMatch(/^(error|Error): /);
  await stage.settle();
});
