import type { OpenedThread } from "@codex-ts/runtime";
import { createDeferred } from "@codex-ts/std";
import { expect, test } from "@jest/globals";
import type { Listener } from "./loaded-thread.ts";
import { createLoadedThreads } from "./loaded-threads.ts";

const GONE = "the connection was closed";

/** A thread that says nothing, and remembers that it was closed. */
function silentThread() {
  const closed: string[] = [];
  const thread = { id: "t-1", close: async () => void closed.push("t-1") };
  return { closed, opened: { thread } as unknown as OpenedThread };
}

function listener(): Listener {
  return { notify: () => undefined, requests: { ask: async () => undefined } };
}

test("a thread whose only listener goes away while it is being opened is closed again", async () => {
  const threads = createLoadedThreads();
  const { opened, closed } = silentThread();
  const opening = createDeferred<OpenedThread>();
  const caller = listener();
  const started = threads.start(caller, () => opening.promise);
  await threads.release(caller);
  opening.resolve(opened);
  await expect(started).rejects.toThrow(GONE);
  expect(closed).toEqual(["t-1"]);
  await expect(threads.attach("t-1", caller, () => opening.promise)).rejects.toThrow(GONE);
});

test("the end of the table waits for what is being opened, and closes it", async () => {
  const threads = createLoadedThreads();
  const { opened, closed } = silentThread();
  const opening = createDeferred<OpenedThread>();
  const refused = expect(threads.start(listener(), () => opening.promise)).rejects.toThrow(GONE);
  const end = threads.closeAll().then(() => [...closed]);
  opening.resolve(opened);
  expect(await end).toEqual(["t-1"]);
  await refused;
  await expect(threads.start(listener(), () => opening.promise)).rejects.toThrow(GONE);
});
