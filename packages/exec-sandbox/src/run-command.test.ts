import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import {
  isLinux,
  neverAborted,
  openTestHost,
  PLAIN_ENV,
  planFor,
  temporaryFolder,
} from "../test/linux-host.ts";
import { eventually, livingWith } from "../test/processes-left.ts";
import type { ExecHost } from "./host.ts";
import { type CommandRequest, type OutputDelta, runCommand } from "./run-command.ts";
import { selectSandbox } from "./sandbox/select-sandbox.ts";
import { createLeftovers } from "./spawn/leftovers.ts";

let host: ExecHost;
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(() => host.close());
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const unconfined = () =>
  selectSandbox({
    policy: { type: "danger-full-access" },
    policyCwd: folder.path,
    tmpdir: undefined,
    platform: host.platform,
    support: host.support,
    approval: "keep-sandbox",
    network: undefined,
  });

function run(argv: readonly string[], changes: Partial<CommandRequest> = {}, signal = neverAborted()) {
  return runCommand(
    host,
    {
      argv,
      cwd: folder.path,
      env: PLAIN_ENV,
      plan: unconfined(),
      timeoutMs: 10_000,
      onDelta: () => undefined,
      ...changes,
    },
    signal,
  );
}
const bash = (script: string, changes?: Partial<CommandRequest>, signal?: AbortSignal) =>
  run(["bash", "-c", script], changes, signal);

test("gives back both outputs, their aggregate, the status and the time", async () => {
  const outcome = await bash("echo out; echo err >&2; exit 3");
  expect(outcome).toEqual({
    kind: "finished",
    end: "exited",
    exitCode: 3,
    signal: undefined,
    stdout: "out\n",
    stderr: "err\n",
    aggregated: "out\nerr\n",
    durationMs: expect.any(Number),
  });
});

test("standard input is empty, the folder is the one asked for, arguments arrive as they are", async () => {
  expect(await bash('cat; pwd; printf "%s|" "$@"')).toMatchObject({ stdout: `${folder.path}\n|` });
  const args = ["", "a b", "'\"$x", "ü\n"];
  const outcome = await run(["bash", "-c", 'printf "%s|" "$@"', "name", ...args]);
  expect(outcome).toMatchObject({ stdout: args.map((arg) => `${arg}|`).join("") });
});

test("standard input can be given, however long, and need not be read", async () => {
  const stdin = "line of text\n".repeat(100_000);
  expect(await run(["wc", "-c"], { stdin })).toMatchObject({ exitCode: 0, stdout: `${stdin.length}\n` });
  expect(await run(["true"], { stdin })).toMatchObject({ exitCode: 0, stdout: "" });
  expect(await run(["cat"], { stdin: "" })).toMatchObject({ exitCode: 0, stdout: "" });
  expect(await run(["no-such-program"], { stdin })).toMatchObject({ kind: "not_started" });
});

test("outputs can be opened again by name", async () => {
  expect(await bash("echo out > /dev/stdout; echo err > /dev/stderr")).toMatchObject({
    stdout: "out\n",
    stderr: "err\n",
  });
});

test("the environment is exactly the given one and the announcements of the plan", async () => {
  const env = { PATH: PLAIN_ENV["PATH"] ?? "", ONLY: "1" };
  const outcome = await run(["env"], { env, plan: planFor(host, folder.path) });
  expect(outcome.kind === "finished" && outcome.stdout.trim().split("\n").sort()).toEqual([
    "CODEX_SANDBOX_NETWORK_DISABLED=1",
    "ONLY=1",
    `PATH=${env.PATH}`,
  ]);
});

test("at the time limit all of it is killed and what was written is kept", async () => {
  const outcome = await bash("echo begun; setsid sleep 31.41 & sleep 31.41 & sleep 31.41", {
    timeoutMs: 500,
  });
  expect(outcome).toMatchObject({ end: "timed_out", exitCode: 124, signal: "SIGKILL", stdout: "begun\n" });
  expect(await eventually(() => livingWith("sleep 31.41").length === 0)).toBe(true);
});

test("a time limit beyond what timers take is no limit of none", async () => {
  expect(await bash("read -t 0.05 < <(sleep 1); echo done", { timeoutMs: 1e12 })).toMatchObject({
    end: "exited",
    stdout: "done\n",
  });
});

test("an abort kills the command and keeps what was written", async () => {
  const controller = new AbortController();
  const onDelta = () => controller.abort(new Error("enough"));
  const outcome = await bash("echo begun; sleep 31.42", { onDelta }, controller.signal);
  expect(outcome).toMatchObject({ end: "aborted", exitCode: 137, signal: "SIGKILL", stdout: "begun\n" });
});

test("an abort before the start runs nothing", async () => {
  const marker = path.join(folder.path, "ran");
  await expect(bash(`touch '${marker}'`, {}, AbortSignal.abort(new Error("no")))).rejects.toThrow("no");
  expect(() => readFileSync(marker)).toThrow("ENOENT");
});

test("a death by signal is told by name and as 128 + n", async () => {
  expect(await bash("kill -SEGV $$")).toMatchObject({ end: "exited", exitCode: 139, signal: "SIGSEGV" });
});

test("what came before a grandchild kept the pipe open is not lost", async () => {
  const outcome = await bash("echo before; sleep 31.43 & exit 0");
  expect(outcome).toMatchObject({ end: "exited", exitCode: 0, stdout: "before\n" });
  for (const line of livingWith("sleep 31.43")) process.kill(Number.parseInt(line, 10), "SIGKILL");
});

test("what a command leaves in the background lives until somebody ends it", async () => {
  const leftovers = createLeftovers(host.platform);
  const plan = planFor(host, folder.path);
  for (const changes of [{ leftovers }, { leftovers, plan }])
    expect(await bash("sleep 31.47 >/dev/null 2>&1 & exit 0", changes)).toMatchObject({ exitCode: 0 });
  expect(livingWith("sleep 31.47")).toHaveLength(2);
  await leftovers.endAll();
  expect(livingWith("sleep 31.47")).toEqual([]);
});

test("a megabyte of each output is kept", async () => {
  const outcome = await bash(
    "head -c 3000000 /dev/zero | tr '\\0' o; head -c 3000000 /dev/zero | tr '\\0' e >&2",
  );
  if (outcome.kind !== "finished") throw new Error("not finished");
  expect([outcome.stdout.length, outcome.stderr.length, outcome.aggregated.length]).toEqual(
    Array(3).fill(1024 * 1024),
  );
  expect(outcome.aggregated.lastIndexOf("o") + 1).toBe(Math.floor((1024 * 1024) / 3));
});

test("deltas are all of the output, in pieces of at most 8 KiB", async () => {
  const deltas: OutputDelta[] = [];
  await bash("seq 1 20000; echo end >&2", { onDelta: (delta) => deltas.push(delta) });
  const text = (stream: string) =>
    Buffer.concat(deltas.filter((delta) => delta.stream === stream).map((delta) => delta.bytes)).toString();
  expect(text("stdout").trim().split("\n")).toHaveLength(20_000);
  expect(text("stderr")).toBe("end\n");
  expect(Math.max(...deltas.map((delta) => delta.bytes.length))).toBeLessThanOrEqual(8192);
});

test.each([
  ["a missing program", ["no-such-program"], "program_not_found"],
  ["a missing path", ["./no-such-program"], "program_not_found"],
  ["a file that is no program", ["./data"], "program_not_executable"],
] as const)("%s did not start, confined or not", async (_, argv, reason) => {
  writeFileSync(path.join(folder.path, "data"), "x", { mode: 0o644 });
  for (const plan of [unconfined(), planFor(host, folder.path)]) {
    const deltas: OutputDelta[] = [];
    const outcome = await run(argv, { plan, onDelta: (delta) => deltas.push(delta) });
    expect(outcome).toMatchObject({
      kind: "not_started",
      failure: { reason, message: expect.stringContaining(argv[0]) },
    });
    expect(deltas).toEqual([]);
  }
});

test.each([
  ["no program", [], "program_not_found", /without a program/],
  ["an empty program", [""], "program_not_found", /without a program/],
  ["a null byte", ["echo", "a\0b"], "system", /null byte/],
  ["too much text", ["echo", "x".repeat(200_000)], "system", /too long/],
] as const)("%s is told as such", async (_, argv, reason, message) => {
  expect(await run(argv)).toMatchObject({
    kind: "not_started",
    failure: { reason, message: expect.stringMatching(message) },
  });
});

test("a missing working folder is told as such", async () => {
  const outcome = await run(["true"], { cwd: "/nonexistent" });
  const failure = {
    reason: isLinux ? "bad_working_folder" : "program_not_found",
    message: expect.stringContaining("/nonexistent"),
  };
  expect(outcome).toMatchObject({ kind: "not_started", failure });
});

test.each([124, 125, 126, 127])("a command may end with %d by itself, whatever it writes", async (status) => {
  const outcome = await bash(`printf 0123456789abcdef0123456789abcdef >&2; exit ${status}`);
  expect(outcome).toMatchObject({
    kind: "finished",
    exitCode: status,
    stderr: "0123456789abcdef0123456789abcdef",
  });
});

(isLinux ? test : test.skip)(
  "a command starts with default signals, its own session, and no descriptor but three",
  async () => {
    const outcome = await bash(
      "grep -E 'Sig(Ign|Blk)' /proc/self/status; ls /proc/self/fd | wc -l; ulimit -Sn; cut -d' ' -f4,6 /proc/$$/stat",
    );
    if (outcome.kind !== "finished") throw new Error("not finished");
    const [blocked, ignored, descriptors, files, ids] = outcome.stdout.trim().split("\n");
    expect([blocked, ignored].sort()).toEqual(["SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000"]);
    expect(descriptors).toBe("4"); // The fourth is the folder that ls reads.
    expect(files).toBe("1024");
    // The launcher leads the session, and keeps the command.
    const [parent, session] = (ids ?? "").split(" ");
    expect(session).toBe(parent);
  },
);

(isLinux ? test : test.skip)(
  "a plan that needs more set-up than one argument can hold is refused with a way out",
  async () => {
    const env = { PATH: Array.from({ length: 2_000 }, (_, index) => `/folder-${index}`).join(":") };
    await expect(run(["true"], { env })).rejects.toMatchObject({ code: "program_too_large" });
  },
);
