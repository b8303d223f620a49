/** A signal at any moment: a last event, the right status, and no child left. */
import { sleep } from "@codex-ts/std";
import { callTool, hang, message, reply, say, stallAfter } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { CODEX, openStage, parseLines } from "./stage.ts";

/** How soon all children have to be dead after the program, in milliseconds. */
const CHILDREN_MS = 1_000;

const running = (cmd: string, yieldMs = 30_000) =>
  reply(callTool("exec_command", { cmd, login: false, yield_time_ms: yieldMs }, "call-1"));

test("SIGINT while the model writes ends the turn with a last event", async () => {
  await using stage = await openStage({ replies: [stallAfter(message("half"))] });
  const program = await stage.start(["exec", "--json", "hello"]);
  await program.stdoutLine(/agent_message/);
  program.kill("SIGINT");
  const result = await program.result;
  expect(result.code).toBe(130);
  expect(parseLines(result.stdout).at(-1)).toMatchObject({ type: "turn.failed" });
  await stage.settle(CHILDREN_MS);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s stops the command that runs, and its item ends", async (signal, code) => {
  await using stage = await openStage({ replies: [running("echo up; sleep 600")] });
  const program = await stage.start(["exec", "--json", "hello"]);
  await program.stdoutLine(/command_execution/);
  program.kill(signal);
  const result = await program.result;
  expect(result).toMatchObject({ code, signal: null });
  expect(parseLines(result.stdout).slice(-3)).toMatchObject([
    { type: "item.started" },
    { type: "item.completed", item: { type: "command_execution", status: "failed" } },
    { type: "turn.failed" },
  ]);
  await stage.settle(CHILDREN_MS);
});

test.each([
  ["ignores the polite signals", "trap '' INT TERM HUP; echo up; while :; do sleep 1; done"],
  ["has children in the background", "sleep 600 & (sleep 600 & sleep 600) & echo up; wait"],
  ["has left its session", "setsid sleep 600 & echo up; sleep 600"],
])("a command that %s dies too", async (_name, cmd) => {
  await using stage = await openStage({ replies: [running(cmd)] });
  const program = await stage.start(["exec", "--json", "hello"]);
  await program.stdoutLine(/command_execution/);
  program.kill("SIGTERM");
  expect((await program.result).code).toBe(143);
  await stage.settle(CHILDREN_MS);
});

test("a second signal right after the first does not leave children behind", async () => {
  await using stage = await openStage({ replies: [running("trap '' INT TERM; echo up; sleep 600")] });
  const program = await stage.start(["exec", "--json", "hello"]);
  await program.stdoutLine(/command_execution/);
  for (const signal of ["SIGINT", "SIGINT", "SIGTERM"] as const) program.kill(signal);
  const { code, signal } = await program.result;
  expect([130, 143]).toContain(code);
  expect(signal).toBeNull();
  await stage.settle(CHILDREN_MS);
});

test("a command in the background dies while the model thinks", async () => {
  await using stage = await openStage({ replies: [running("echo up; sleep 600", 250), hang()] });
  const program = await stage.start(["exec", "--json", "hello"]);
  await stage.model.waitForRequest(1, AbortSignal.timeout(10_000));
  program.kill("SIGINT");
  expect((await program.result).code).toBe(130);
  await stage.settle(CHILDREN_MS);
});

test("a run that waits for its prompt ends at once", async () => {
  await using stage = await openStage({ replies: [] });
  const argv = ["bash", "-c", 'exec "$0" exec 2>&1', CODEX];
  const program = await stage.startProgram(argv, { stdin: "open" });
  await program.stdoutLine(/Reading prompt/);
  program.kill("SIGINT");
  expect((await program.result).code).toBe(130);
  await stage.settle(CHILDREN_MS);
});

test("a reader that stands still does not keep the run from ending", async () => {
  await using stage = await openStage({ replies: [reply(say("x".repeat(1_000_000)))] });
  // The program holds both ends of the pipe, and nobody ever reads from it.
  const script = 'mkfifo "$HOME/pipe"; exec 3<>"$HOME/pipe"; exec "$0" exec --json hello >&3';
  const program = await stage.startProgram(["bash", "-c", script, CODEX], {});
  await stage.model.waitForRequest(0, AbortSignal.timeout(10_000));
  // By now it waits for the reader, which nothing outside can see; too early is another moment of the same.
  await sleep(700, new AbortController().signal);
  program.kill("SIGTERM");
  expect(await program.result).toMatchObject({ code: 143, signal: null });
  await stage.settle(CHILDREN_MS);
});

test("an interrupted session can be gone on with", async () => {
  await using stage = await openStage({ replies: [stallAfter(message("half")), reply(say("whole"))] });
  const program = await stage.start(["exec", "--json", "-o", "last.txt", "question"]);
  await program.stdoutLine(/agent_message/);
  program.kill("SIGINT");
  await program.result;
  await expect(stage.repo.read("last.txt")).rejects.toThrow("ENOENT");
  expect((await stage.codex("exec", "resume", "--last", "go on")).code).toBe(0);
  expect(stage.model.request(1).texts("user")).toEqual(expect.arrayContaining(["question", "go on"]));
  await stage.settle(CHILDREN_MS);
});

/** What the random moments below come from; TEST_SEED repeats those of a failed run. */
const SEED = Number(process.env["TEST_SEED"] ?? Math.floor(Math.random() * 1e9));
const TREE = "sleep 600 & setsid sleep 600 & (trap '' TERM HUP INT; sleep 600) & echo up; sleep 600; wait";
const LONGEST_MS = 400;
/** A sine has no pattern that would matter here, and repeats. */
const moments = Array.from({ length: 10 }, (_, index) =>
  Math.floor(Math.abs(Math.sin(SEED + index) * LONGEST_MS)),
);

test.each(moments)(`SIGINT %i ms into a tree of processes leaves none of them (seed ${SEED})`, async (ms) => {
  await using stage = await openStage({ replies: [running(TREE)] });
  const program = await stage.start(["exec", "--json", "hello"]);
  await program.stdoutLine(/command_execution/);
  await sleep(ms, new AbortController().signal);
  program.kill("SIGINT");
  expect((await program.result).code).toBe(130);
  await stage.settle(CHILDREN_MS);
});

// The moments are what is tested here: before, during and after the program gets its handlers in place.
test.each([0, 20, 40, 60, 80, 100, 130, 160, 200, 300])(
  "SIGINT %i ms after the start leaves nothing behind",
  async (ms) => {
    await using stage = await openStage({
      replies: (index) => (index === 0 ? running("sleep 600") : hang()),
    });
    const program = await stage.start(["exec", "--json", "hello"]);
    await sleep(ms, new AbortController().signal);
    program.kill("SIGINT");
    const { code, signal, stdout } = await program.result;
    expect(signal === "SIGINT" || code === 130).toBe(true);
    parseLines(stdout);
    for (const lines of await stage.home.rollouts()) expect(lines[0]).toMatchObject({ type: "session_meta" });
    await stage.settle(CHILDREN_MS);
  },
);
