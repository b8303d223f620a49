import {
  binaryFrame,
  completed,
  created,
  type HandshakeReply,
  hang,
  raw,
  reply,
  resetAfter,
  type StreamPart,
  say,
  stallAfter,
  status,
  stream,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { askIn, kindsOf, type SocketRig, socketRig } from "../../test/socket-rig.ts";
import { HELLO } from "../../test/test-client.ts";
import { dial } from "./dial.ts";

const ACCEPT: HandshakeReply = { kind: "accept" };

function preconnect({ client }: SocketRig, turnMetadata?: string): void {
  client.preconnect({ prefersWebsockets: false, turnMetadata: async () => turnMetadata });
}

test("the first turn uses the connection that was opened for it, and its token; later ones open their own", async () => {
  await using rig = await socketRig([reply(say("a")), reply(say("b"))], {
    handshakes: (index) => ({ kind: "accept", headers: { "x-codex-turn-state": `token-${index}` } }),
  });
  preconnect(rig, '{"workspaces":{}}');
  const handshake = await rig.model.waitForHandshake(0, rig.deadline);
  expect(handshake.headers).toMatchObject({ "x-codex-turn-metadata": '{"workspaces":{}}' });
  expect(rig.model.requests).toHaveLength(0);
  await rig.ask();
  await rig.ask();
  expect(rig.model.requests.map(({ socket }) => socket)).toEqual([0, 1]);
  expect(rig.model.handshakes.map(({ headers }) => headers["x-codex-turn-state"])).toEqual([
    undefined,
    undefined,
  ]);
});

test("a turn waits for the handshake that is under way", async () => {
  const gate = Promise.withResolvers<HandshakeReply>();
  await using rig = await socketRig([reply(say("a"))], { handshakes: () => gate.promise });
  preconnect(rig);
  const asked = rig.ask();
  await rig.model.waitForHandshake(0, rig.deadline);
  gate.resolve(ACCEPT);
  expect((await asked).error).toBeUndefined();
  expect(rig.model.handshakes).toHaveLength(1);
});

test.each([
  ["refused", status(500)],
  ["refused for good", status(426)],
  ["cut off", { kind: "drop" as const }],
])("a background handshake that is %s costs nothing but itself", async (_name, first) => {
  await using rig = await socketRig([reply(say("a"))], {
    handshakes: (index) => (index === 0 ? first : ACCEPT),
  });
  preconnect(rig);
  expect((await rig.ask()).error).toBeUndefined();
  expect(rig.model.requests.map(({ socket }) => socket)).toEqual([1]);
});

test("a connection knows that the server has gone", async () => {
  await using rig = await socketRig([]);
  const url = new URL(rig.model.baseUrl.replace("http", "ws"));
  const dialled = await dial({ url, headers: {}, env: {}, timeoutMs: 5_000 }, rig.deadline);
  if (dialled.kind === "refused") throw new Error("refused");
  const { connection } = dialled;
  expect(connection.isOpen).toBe(true);
  rig.model.breakSockets();
  expect(await connection.next(5_000)).toEqual({ kind: "closed", cause: undefined });
  expect(connection.isOpen).toBe(false);
});

/** Everything that one response consists of, frame by frame. */
const WHOLE: readonly StreamPart[] = [created("r"), ...[say("two words")].flat(), completed("r", undefined)];

test.each(WHOLE.map((_part, index) => index))(
  "a connection that breaks after %d frames is a stream error",
  async (count) => {
    await using rig = await socketRig([
      stream("reset", ...WHOLE.slice(0, count)),
      stream("end", ...WHOLE.slice(0, count)),
      reply(say("b")),
    ]);
    const turn = rig.client.startTurn();
    for (const _way of ["reset", "closed"]) {
      expect((await askIn(turn, HELLO, rig.deadline)).error).toMatchObject({
        kind: "stream",
        isRetryable: true,
        message:
          "stream disconnected before completion: websocket closed by server before response.completed",
      });
    }
    expect((await askIn(turn, HELLO, rig.deadline)).error).toBeUndefined();
    turn.close();
    expect(rig.model.handshakes).toHaveLength(3);
  },
);

test("silence is a stream error", async () => {
  // Long enough for the handshake, whose limit is the same.
  await using rig = await socketRig([stallAfter()], { provider: { streamIdleTimeoutMs: 1_000 } });
  expect(String((await rig.ask()).error)).toContain("idle timeout waiting for websocket");
});

test("a frame of bytes is a stream error", async () => {
  await using rig = await socketRig([stallAfter(binaryFrame())]);
  expect(String((await rig.ask()).error)).toContain("unexpected binary websocket event");
});

test("after a broken response the next request is whole again", async () => {
  await using rig = await socketRig([reply(say("a")), resetAfter(), reply(say("b"))]);
  const turn = rig.client.startTurn();
  await askIn(turn, HELLO, rig.deadline);
  const longer = { ...HELLO, input: [...HELLO.input, ...HELLO.input] };
  expect((await askIn(turn, longer, rig.deadline)).error).toMatchObject({ kind: "stream" });
  expect((await askIn(turn, longer, rig.deadline)).error).toBeUndefined();
  turn.close();
  const types = rig.model.requests.map(({ body }) => body?.["type"]);
  expect(types).toEqual(["response.create", "response.append", "response.create"]);
});

test("a server that does not answer the handshake is given up", async () => {
  await using rig = await socketRig([], {
    handshakes: () => ({ kind: "hang" }),
    provider: { streamIdleTimeoutMs: 50 },
  });
  const { error } = await rig.ask();
  expect(error).toMatchObject({ kind: "stream", isRetryable: true });
  expect(String(error)).toContain("error connecting to ws://127.0.0.1:");
});

test("frames of 10 MB are read, and one beyond all measure is an error that no retry mends", async () => {
  const pad = (length: number) => raw(JSON.stringify({ type: "x.pad", pad: "x".repeat(length) }));
  await using rig = await socketRig([reply(pad(10e6), say("y".repeat(10e6)), pad(10e6)), reply(pad(34e6))]);
  const { events, error } = await rig.ask();
  expect(error).toBeUndefined();
  expect(events.find(({ type }) => type === "item-completed")).toMatchObject({
    item: { content: [{ text: expect.stringMatching(/^y{9}/) }] },
  });
  expect((await rig.ask()).error).toMatchObject({ kind: "stream", isRetryable: false });
});

test("thousands of frames that nobody reads yet are all there in the end", async () => {
  const count = 5_000;
  const words = Array.from({ length: count }, () => ({
    type: "response.output_text.delta" as const,
    delta: "x",
  }));
  await using rig = await socketRig([reply(...words)]);
  const turn = rig.client.startTurn();
  let seen = 0;
  for await (const { type } of turn.stream(HELLO, { turnMetadata: undefined }, rig.deadline)) {
    if (type === "text-delta") seen += 1;
    // A slow reader: others get their turn, and the socket fills up.
    if (seen % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  turn.close();
  expect(seen).toBe(count);
});

test("an interrupt ends a request at every moment with its own reason, and the connection with it", async () => {
  const accepting = Promise.withResolvers<HandshakeReply>();
  await using rig = await socketRig([hang(), stallAfter(say("half"))], {
    handshakes: (index) => (index === 0 ? accepting.promise : ACCEPT),
  });
  const reason = new Error("interrupted");
  const ask = async (signal: AbortSignal, onEvent?: () => void) => {
    const turn = rig.client.startTurn();
    const kinds: string[] = [];
    try {
      for await (const event of turn.stream(HELLO, { turnMetadata: undefined }, signal)) {
        kinds.push(event.type);
        onEvent?.();
      }
      return { kinds, error: undefined };
    } catch (error) {
      return { kinds, error };
    } finally {
      turn.close();
    }
  };
  const before = AbortSignal.abort(reason);
  expect((await ask(before)).error).toBe(reason);

  const connecting = new AbortController();
  const first = ask(connecting.signal);
  await rig.model.waitForHandshake(0, rig.deadline);
  connecting.abort(reason);
  expect((await first).error).toBe(reason);
  await rig.model.socketsClosed(rig.deadline);

  const waiting = new AbortController();
  const second = ask(waiting.signal);
  await rig.model.waitForRequest(0, rig.deadline);
  waiting.abort(reason);
  expect((await second).error).toBe(reason);
  await rig.model.socketsClosed(rig.deadline);

  const reading = new AbortController();
  const third = await ask(reading.signal, () => reading.abort(reason));
  expect(third).toEqual({ kinds: ["item-started"], error: reason });
  await rig.model.socketsClosed(rig.deadline);
});

test("an interrupt does not wait for the background handshake", async () => {
  await using rig = await socketRig([], { handshakes: () => ({ kind: "hang" }) });
  preconnect(rig);
  const controller = new AbortController();
  const asked = rig.ask(HELLO, controller.signal);
  await rig.model.waitForHandshake(0, rig.deadline);
  controller.abort(new Error("stop"));
  expect((await asked).error).toMatchObject({ message: "stop" });
  // The turn has ended, and what was opened for it with it.
  await rig.model.socketsClosed(rig.deadline);
});

test("leaving the loop early closes the connection", async () => {
  await using rig = await socketRig([reply(say("a"))]);
  const turn = rig.client.startTurn();
  for await (const _event of turn.stream(HELLO, { turnMetadata: undefined }, rig.deadline)) break;
  await rig.model.socketsClosed(rig.deadline);
});

test.each([
  ["idle", ACCEPT],
  ["being opened", { kind: "hang" as const }],
])("closing the client ends a connection that is %s", async (_name, answer) => {
  await using rig = await socketRig([], { handshakes: () => answer });
  preconnect(rig);
  await rig.model.waitForHandshake(0, rig.deadline);
  rig.client.close();
  await rig.model.socketsClosed(rig.deadline);
});

test("closing the client ends a response that is coming in", async () => {
  await using rig = await socketRig([stallAfter(say("a"))]);
  const asked = rig.ask();
  await rig.model.waitForRequest(0, rig.deadline);
  rig.client.close();
  expect((await asked).error).toMatchObject({ message: "the model client was closed" });
});

test("200 turns leave no connection", async () => {
  await using rig = await socketRig((index) => (index % 7 === 6 ? resetAfter() : reply(say("a"))));
  for (let turn = 0; turn < 200; turn += 1) {
    const { events } = await rig.ask();
    expect(kindsOf(events).length).toBe(turn % 7 === 6 ? 0 : 4);
  }
  await rig.model.socketsClosed(rig.deadline);
  expect(rig.model.handshakes).toHaveLength(200);
});
