import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AppServerClient, ServerNotification } from "@codex-ts/protocol/app-server";
import { createAsyncQueue } from "@codex-ts/std";
import { expect, test } from "@jest/globals";
import { completed, failure, turnCompleted, turnStarted } from "../test/notifications.ts";
import { followTurn, type RunningTurn } from "./follow-turn.ts";
import { createLineWriter } from "./human/line-writer.ts";
import { parseExec } from "./options/parse-exec.ts";

const answer = (text: string) => completed({ type: "agentMessage", id: "m", text });

/** A run whose engine tells what the test says: first these, then on closing those. */
function run(setup: {
  readonly tells: readonly ServerNotification[];
  readonly tellsOnClose?: readonly ServerNotification[];
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly interrupt?: AbortSignal;
  readonly drained?: () => Promise<void>;
  /** The engine ends by itself after what it tells. */
  readonly isGone?: boolean;
}) {
  const notifications = createAsyncQueue<ServerNotification>();
  for (const notification of setup.tells) notifications.push(notification);
  if (setup.isGone) notifications.close();
  const seen = { stdout: "", stderr: "", told: [] as string[], calls: [] as string[] };
  const parsed = parseExec([...(setup.args ?? []), "hello"], new Map());
  if (parsed.kind !== "run") throw new Error(parsed.kind);
  const close = async () => {
    for (const notification of setup.tellsOnClose ?? []) notifications.push(notification);
    notifications.close();
  };
  const client: AppServerClient = {
    notifications,
    close,
    async request(method) {
      seen.calls.push(method);
      if (method === "turn/interrupt") notifications.push(turnCompleted("interrupted"));
      return {} as never;
    },
  };
  const output = (name: "stdout" | "stderr") => ({
    isTerminal: false,
    write: (text: string) => {
      seen[name] += text;
    },
    drained: async () => undefined,
  });
  const turn: RunningTurn = {
    server: {
      connect: () => client,
      close,
      displayOf: () => ({ hidesReasoning: false, showsRawReasoning: false, reasoningSummary: "auto" }),
    },
    client,
    options: parsed.options,
    io: {
      version: "0.99.0",
      cwd: setup.cwd ?? "/",
      env: {},
      stdin: { isTerminal: false, readAll: async () => Buffer.from("") },
      stdout: output("stdout"),
      stderr: output("stderr"),
      interrupt: setup.interrupt ?? new AbortController().signal,
      openServer: async () => turn.server,
    },
    stderr: createLineWriter(output("stderr")),
    teller: {
      tell: ({ method }) => seen.told.push(method),
      tellAnswer: (text) => {
        seen.stdout += text;
      },
      drained: setup.drained ?? (async () => undefined),
    },
    threadId: "t",
    turnId: "0",
  };
  return { code: followTurn(turn), seen };
}

test("a good turn ends with its last message and status 0", async () => {
  const { code, seen } = run({ tells: [turnStarted, answer("one"), answer("two"), turnCompleted()] });
  expect(await code).toBe(0);
  expect(seen.stdout).toBe("two");
  expect(seen.told).toEqual(["turn/started", "item/completed", "item/completed", "turn/completed"]);
});

test("a failed turn, and a good one after an error, have status 1", async () => {
  expect(await run({ tells: [failure("x"), turnCompleted("failed")] }).code).toBe(1);
  expect(await run({ tells: [failure("x"), turnCompleted()] }).code).toBe(1);
  expect(await run({ tells: [failure("again", "cut"), turnCompleted()] }).code).toBe(0);
});

test("what goes wrong while the engine closes still counts, and what else is told then does not appear", async () => {
  const { code, seen } = run({
    tells: [answer("fine"), turnCompleted()],
    tellsOnClose: [answer("late"), failure("the session cannot be saved")],
  });
  expect(await code).toBe(1);
  expect(seen.stdout).toBe("fine");
  expect(seen.stderr).toBe("ERROR: the session cannot be saved\n");
  expect(seen.told).toEqual(["item/completed", "turn/completed"]);
});

test("an engine that ends before the turn is a failure", async () => {
  const { code, seen } = run({ tells: [turnStarted], isGone: true });
  expect(await code).toBe(1);
  expect(seen.stderr).toContain("the engine ended");
});

test("an agent is told of, but its answer and its end, even of a turn with the same id, are not the run's", async () => {
  const turn = { id: "0", items: [], status: "completed" as const, error: null };
  const said = { type: "agentMessage" as const, id: "m", text: "the agent's" };
  const { code, seen } = run({
    tells: [
      answer("mine"),
      { method: "item/completed", params: { threadId: "child", turnId: "0", item: said } },
      { method: "turn/completed", params: { threadId: "child", turn } },
      turnCompleted(),
    ],
  });
  expect(await code).toBe(0);
  expect(seen.stdout).toBe("mine");
  expect(seen.told).toEqual(["item/completed", "item/completed", "turn/completed"]);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
])("%s interrupts the turn, even while a reader stands still", async (signal, expected) => {
  const interrupt = new AbortController();
  const { code, seen } = run({
    tells: [turnStarted, answer("half")],
    interrupt: interrupt.signal,
    drained: () => new Promise(() => undefined),
  });
  interrupt.abort(signal);
  expect(await code).toBe(expected);
  expect(seen.calls).toEqual(["turn/interrupt"]);
  expect(seen.stdout).toBe("");
});

test("the last message goes to a file, a plan in its place, else nothing with a warning", async () => {
  const cwd = await mkdtemp(path.join(tmpdir(), "exec-last-"));
  const args = ["-o", "last.txt"];
  const read = () => readFile(path.join(cwd, "last.txt"), "utf8");
  await run({ args, cwd, tells: [answer("done\n"), turnCompleted()] }).code;
  expect(await read()).toBe("done\n");
  const plan = completed({ type: "plan", id: "p", text: "the plan" });
  await run({ args, cwd, tells: [plan, turnCompleted()] }).code;
  expect(await read()).toBe("the plan");
  const none = run({ args, cwd, tells: [failure("x"), turnCompleted("failed")] });
  await none.code;
  expect(await read()).toBe("");
  expect(none.seen.stderr).toContain("no last agent message");
  await rm(cwd, { recursive: true });
});
