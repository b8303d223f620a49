/** What commands leave in the background: it is there as long as in 0.99.0, and never after the program. */
import { callTool, connectWire, message, reply } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

const onLinux = process.platform === "linux" ? test : test.skip;
const FULL_ACCESS = "--dangerously-bypass-approvals-and-sandbox";
/** How soon all children have to be dead after the program, in milliseconds; the system needs a moment. */
const AT_ONCE_MS = 200;
/** Tells, in another command, whether the process of the file `pid` is there; one that nobody waited for is not. */
const LOOK =
  'case "$(cat /proc/$(cat pid)/stat 2>/dev/null)" in *") "[!ZX]*) echo lives;; *) echo gone;; esac';

const WAYS = [
  ["a background job", "sleep 60 >/dev/null 2>&1 & echo $! > pid"],
  ["a job that holds the output", "sleep 60 & echo $! > pid"],
  ["a job that is deaf to hang-ups", "nohup sleep 60 >/dev/null 2>&1 & echo $! > pid"],
  ["a job whose parent is gone", "(sleep 60 >/dev/null 2>&1 & echo $! > pid)"],
  ["a job with a session of its own in it", "(setsid sleep 60; true) >/dev/null 2>&1 & echo $! > pid"],
] as const;

const session = (cmd: string, id: string, extra: object = {}) =>
  callTool("exec_command", { cmd, login: false, ...extra }, id);
const oneShot = (command: string, id: string) => callTool("shell_command", { command, login: false }, id);

onLinux.each(WAYS)("exec_command: %s ends soon after the command", async (_, script) => {
  await using stage = await openStage({
    replies: [reply(session(script, "c1")), reply(session(LOOK, "c2")), reply(message("done"))],
  });
  expect(await stage.codex("exec", "--full-auto", "go")).toMatchObject({ code: 0 });
  expect(stage.model.request(2).toolOutput("c2")).toContain("gone");
  await stage.settle(AT_ONCE_MS);
});

onLinux.each(WAYS)("shell_command: %s serves the next command, and ends with exec", async (_, script) => {
  await using stage = await openStage({
    replies: [reply(oneShot(script, "c1")), reply(oneShot(LOOK, "c2")), reply(message("done"))],
  });
  expect(await stage.codex("exec", "--full-auto", "go")).toMatchObject({ code: 0 });
  expect(stage.model.request(2).toolOutput("c2")).toContain("lives");
  await stage.settle(AT_ONCE_MS);
});

onLinux("unconfined, and on a terminal, no job outlives exec either", async () => {
  const script = "trap '' HUP; sleep 60 & exit 0";
  await using stage = await openStage({
    replies: [
      reply(session(script, "c1"), session(script, "c2", { tty: true }), oneShot(script, "c3")),
      reply(message("done")),
    ],
  });
  expect(await stage.codex("exec", FULL_ACCESS, "go")).toMatchObject({ code: 0 });
  await stage.settle(AT_ONCE_MS);
});

onLinux("what a background terminal left when it ended goes with the program", async () => {
  const script = `echo up; read -t 0.5 < <(sleep 60); ${WAYS[0][1]}`;
  await using stage = await openStage({
    replies: [
      reply(session(script, "c1", { yield_time_ms: 250 })),
      reply(session("until test -s pid; do sleep 0.02; done; sleep 0.2", "c2")),
      reply(message("done")),
    ],
  });
  expect(await stage.codex("exec", "--full-auto", "go")).toMatchObject({ code: 0 });
  await stage.settle(AT_ONCE_MS);
});

onLinux.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends what earlier commands have left", async (signal, code) => {
  await using stage = await openStage({
    replies: [reply(oneShot(WAYS[0][1], "c1")), reply(session("echo up; sleep 60", "c2"))],
  });
  const program = await stage.start(["exec", "--json", "--full-auto", "go"]);
  await program.stdoutLine(/echo up/);
  program.kill(signal);
  expect(await program.result).toMatchObject({ code });
  await stage.settle(AT_ONCE_MS);
});

onLinux.each([
  ["the end of its input", undefined, 0],
  ["SIGTERM", "SIGTERM", 143],
] as const)("app-server: nothing is left after %s", async (_, signal, code) => {
  const jobs = WAYS.flatMap(([, script], index) => [
    session(script, `s${index}`),
    oneShot(script, `o${index}`),
  ]);
  await using stage = await openStage({ replies: [reply(...jobs), reply(message("done"))] });
  const program = await stage.start(["app-server"], { stdin: "open" });
  const client = connectWire(program);
  await client.result("initialize", { clientInfo: { name: "tests", version: "1" }, capabilities: {} });
  const { thread } = await client.result("thread/start", { sandbox: "workspace-write" });
  await client.result("turn/start", { threadId: thread.id, input: [{ type: "text", text: "hi" }] });
  await client.told("turn/completed", (params) => params.turn.status === "completed");
  const command = ["sh", "-c", "sleep 60 >/dev/null 2>&1 &"];
  const sandboxPolicy = { type: "dangerFullAccess" } as const;
  expect(await client.result("command/exec", { command, sandboxPolicy })).toMatchObject({ exitCode: 0 });
  if (signal === undefined) expect(await client.end()).toMatchObject({ code });
  else program.kill(signal);
  expect(await program.result).toMatchObject({ code });
  await stage.settle(AT_ONCE_MS);
});

onLinux("app-server: what a thread has left ends when the thread is archived", async () => {
  await using stage = await openStage({
    replies: [reply(oneShot(WAYS[0][1], "c1")), reply(message("done"))],
  });
  const program = await stage.start(["app-server"], { stdin: "open" });
  const client = connectWire(program);
  await client.result("initialize", { clientInfo: { name: "tests", version: "1" }, capabilities: {} });
  const { thread } = await client.result("thread/start", { sandbox: "workspace-write" });
  await client.result("turn/start", { threadId: thread.id, input: [{ type: "text", text: "hi" }] });
  await client.told("turn/completed", (params) => params.turn.status === "completed");
  const look = async () => {
    const sandboxPolicy = { type: "dangerFullAccess" } as const;
    const answer = await client.result("command/exec", { command: ["sh", "-c", LOOK], sandboxPolicy });
    return answer.stdout;
  };
  expect(await look()).toBe("lives\n");
  await client.result("thread/archive", { threadId: thread.id });
  expect(await look()).toBe("gone\n");
  await client.end();
  await stage.settle(AT_ONCE_MS);
});
