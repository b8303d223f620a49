/** Turns over WebSockets. */
import {
  callTool,
  cutAfter,
  type HandshakeReply,
  holdUntil,
  reply,
  say,
  stallAfter,
  status,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { testThread } from "./test-thread.ts";

const WAIT = AbortSignal.timeout(60_000);
const SOCKETS = { websockets: "v1" as const };

/** Over which handshake each request came; undefined for HTTP. */
function routes(model: { readonly requests: readonly { readonly socket?: number }[] }) {
  return model.requests.map(({ socket }) => socket);
}

test("a session connects before its first turn, whose requests share that connection", async () => {
  await using rig = await testThread(
    [reply(callTool("exec_command", { cmd: "echo hi" }, "c1")), reply(say("done")), reply(say("again"))],
    SOCKETS,
  );
  const handshake = await rig.model.waitForHandshake(0, WAIT);
  expect(JSON.parse(handshake.headers["x-codex-turn-metadata"] ?? "{}")).toEqual({
    workspaces: { [rig.repo.path]: { latest_git_commit_hash: expect.any(String) } },
  });
  expect(rig.model.requests).toHaveLength(0);
  await rig.turn("one");
  await rig.model.socketsClosed(WAIT);
  await rig.turn("two");
  expect(routes(rig.model)).toEqual([0, 0, 1]);
  expect(rig.model.handshakes).toHaveLength(2);
  expect(rig.model.request(1).body).toMatchObject({
    type: "response.append",
    input: [{ type: "function_call" }, { type: "function_call_output", call_id: "c1" }],
  });
  const [, second] = rig.model.handshakes;
  expect(second?.headers["session_id"]).toBe(handshake.headers["session_id"]);
  expect(JSON.parse(second?.headers["x-codex-turn-metadata"] ?? "{}")).toMatchObject({ sandbox: "none" });
});

test("with no retries, a server that refuses every handshake sees the first two and then only HTTP", async () => {
  await using rig = await testThread([reply(say("one")), reply(say("two"))], {
    ...SOCKETS,
    handshakes: () => status(500),
  });
  const events = await rig.turn("one");
  expect(ofKind(events, "warning").map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Falling back from WebSockets to HTTPS transport\. ./),
  ]);
  expect(kinds(events)).not.toContain("stream_error");
  expect(ofKind(await rig.turn("two"), "warning")).toEqual([]);
  expect(rig.model.handshakes).toHaveLength(2);
  expect(routes(rig.model)).toEqual([undefined, undefined]);
});

test("retries come before HTTP, and HTTP has retries of its own", async () => {
  await using rig = await testThread([cutAfter(), cutAfter(), cutAfter(), reply(say("at last"))], {
    ...SOCKETS,
    streamMaxRetries: 1,
  });
  const events = await rig.turn("go");
  const told = events.filter(({ type }) => type === "stream_error" || type === "warning");
  expect(told.map(({ type }) => type)).toEqual(["stream_error", "warning", "stream_error"]);
  expect(routes(rig.model)).toEqual([0, 1, undefined, undefined]);
  expect(ofKind(events, "task_complete")[0]?.last_agent_message).toBe("at last");
});

test("426 switches without a word", async () => {
  await using rig = await testThread([reply(say("one"))], { ...SOCKETS, handshakes: () => status(426) });
  expect(ofKind(await rig.turn("one"), "warning")).toEqual([]);
  expect(routes(rig.model)).toEqual([undefined]);
});

test("the server's token stays inside its turn", async () => {
  const token = (index: number) => ({ "x-codex-turn-state": `token-${index}` });
  const handshakes = (index: number): HandshakeReply => ({ kind: "accept", headers: token(index) });
  await using rig = await testThread([cutAfter(), reply(say("a")), reply(say("b"))], {
    ...SOCKETS,
    handshakes,
    streamMaxRetries: 1,
  });
  await rig.turn("one");
  await rig.turn("two");
  const sent = rig.model.handshakes.map(({ headers }) => headers["x-codex-turn-state"]);
  expect(sent).toEqual([undefined, "token-0", undefined]);
});

test("limits that the server tells reach the client with their plan", async () => {
  const limits = {
    type: "codex.rate_limits" as const,
    plan_type: "plus",
    rate_limits: { primary: { used_percent: 42, window_minutes: 60, reset_at: 1_700_000_000 } },
    credits: { has_credits: true, unlimited: false, balance: "3" },
  };
  await using rig = await testThread([reply(limits, say("a"))], SOCKETS);
  const counts = ofKind(await rig.turn("go"), "token_count");
  expect(counts[0]).toMatchObject({
    info: null,
    rate_limits: {
      primary: { used_percent: 42, window_minutes: 60, resets_at: 1_700_000_000 },
      secondary: null,
      credits: { has_credits: true, unlimited: false, balance: "3" },
      plan_type: "plus",
    },
  });
});

test("a compaction has a connection of its own, kept over its retries, and falls back like a turn", async () => {
  await using rig = await testThread(
    [reply(say("long")), cutAfter(), cutAfter(), reply(say("gist")), reply(say("on"))],
    { ...SOCKETS, streamMaxRetries: 1 },
  );
  await rig.turn("one");
  const events = await rig.finished(rig.thread.submit({ type: "compact" }));
  expect(kinds(events)).toContain("context_compacted");
  expect(ofKind(events, "warning")[0]?.message).toMatch(/^Falling back from WebSockets/);
  await rig.turn("two");
  expect(routes(rig.model)).toEqual([0, 1, 2, undefined, undefined]);
});

test("an interrupt ends the turn's connection", async () => {
  await using rig = await testThread([stallAfter(say("half")), reply(say("b"))], SOCKETS);
  const turnId = rig.start("go");
  await rig.log.find(({ msg }) => msg.type === "agent_message");
  rig.thread.submit({ type: "interrupt" });
  expect((await rig.finished(turnId)).at(-1)).toMatchObject({ type: "turn_aborted", reason: "interrupted" });
  await rig.model.socketsClosed(WAIT);
  await rig.turn("more");
  expect(routes(rig.model)).toEqual([0, 1]);
});

test("closing a session ends the connection that nobody used", async () => {
  const rig = await testThread([], SOCKETS);
  await rig.model.waitForHandshake(0, WAIT);
  await rig.thread.close();
  await rig.model.socketsClosed(WAIT);
  await rig[Symbol.asyncDispose]();
});

test("a handshake under way is waited for", async () => {
  const gate = Promise.withResolvers<HandshakeReply>();
  await using rig = await testThread([reply(holdUntil(Promise.resolve()), say("a"))], {
    ...SOCKETS,
    handshakes: () => gate.promise,
  });
  const turnId = rig.start("go");
  await rig.log.find(({ msg }) => msg.type === "user_message");
  expect(rig.model.requests).toHaveLength(0);
  gate.resolve({ kind: "accept" });
  await rig.finished(turnId);
  expect(rig.model.handshakes).toHaveLength(1);
});
