import type { OpenedThread } from "@codex-ts/runtime";
import { createAsyncQueue, createDeferred } from "@codex-ts/std";
import { expect, test } from "@jest/globals";
import { beginThread } from "./thread-life.ts";

/** A thread that ends when it is closed, or when `events` is. */
function threadOf(close: () => Promise<void> = async () => undefined) {
  const events = createAsyncQueue();
  const calls: string[] = [];
  const opened = {
    thread: {
      id: "t-1",
      events,
      async close() {
        calls.push("close");
        await close();
        events.close();
      },
    },
    config: { deprecations: [], display: {}, model: {} },
    warnings: ["mind this"],
  } as unknown as OpenedThread;
  return { opened, events, calls };
}

function begin(open: () => Promise<OpenedThread>, onEnd: () => void = () => undefined) {
  const told: string[] = [];
  const listener = {
    notify: ({ method }: { readonly method: string }) => void told.push(method),
    requests: { ask: async () => undefined },
  };
  const ends: string[] = [];
  const onClosed = () => {
    ends.push("end");
    onEnd();
  };
  const life = beginThread({ threadId: undefined, listener, open, onClosed });
  return { life, listener, told, ends };
}

test("a life goes from opening over open and closing to closed", async () => {
  const { opened, calls } = threadOf();
  const opening = createDeferred<OpenedThread>();
  const { life, listener, told, ends } = begin(() => opening.promise);
  expect([life.state.kind, life.threadId]).toEqual(["opening", undefined]);
  opening.resolve(opened);
  const loaded = await life.opened;
  expect(life.state).toEqual({ kind: "open", loaded });
  expect([life.threadId, told]).toEqual(["t-1", ["configWarning"]]);
  expect([...loaded.listeners]).toEqual([listener]);
  const closing = life.close();
  expect([life.state.kind, ends]).toEqual(["closing", []]);
  expect(life.close()).toBe(closing);
  await closing;
  expect([life.state.kind, ends, calls]).toEqual(["closed", ["end"], ["close"]]);
});

test("what is closed while it is being opened is never open", async () => {
  const { opened, calls } = threadOf();
  const opening = createDeferred<OpenedThread>();
  const { life, told, ends } = begin(() => opening.promise);
  const closing = life.close();
  opening.resolve(opened);
  await expect(life.opened).rejects.toThrow("the connection was closed");
  await closing;
  expect([life.state.kind, ends, calls, told]).toEqual(["closed", ["end"], ["close"], []]);
});

test("what cannot be opened is closed", async () => {
  const { life, ends } = begin(async () => {
    throw new Error("no such settings");
  });
  await expect(life.opened).rejects.toThrow("no such settings");
  expect([life.state.kind, ends]).toEqual(["closed", ["end"]]);
  await life.close();
});

test("a thread that ends by itself is closed, without being asked to", async () => {
  const { opened, events, calls } = threadOf();
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const { life } = begin(async () => opened, resolve);
  await life.opened;
  events.close();
  await ended;
  expect([life.state.kind, calls]).toEqual(["closed", []]);
});

test("a thread that cannot be closed is closed all the same, and its owner hears why", async () => {
  const { opened } = threadOf(() => Promise.reject(new Error("the disk is gone")));
  const { life, ends } = begin(async () => opened);
  await life.opened;
  const closing = life.close();
  const { state } = life;
  await expect(closing).rejects.toThrow("the disk is gone");
  if (state.kind === "closing") await state.settled;
  expect([life.state.kind, ends]).toEqual(["closed", ["end"]]);
});
