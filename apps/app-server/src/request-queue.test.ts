import { createDeferred } from "@codex-ts/std";
import { expect, test } from "@jest/globals";
import { createRequestQueue } from "./request-queue.ts";

test("requests run one after the other, but those that wait for something do not hold up others", async () => {
  const queue = createRequestQueue(10);
  const done: string[] = [];
  const slow = createDeferred<void>();
  const first = createDeferred<void>();
  const add = (name: string, holdsUp: boolean, until: Promise<void> = Promise.resolve()) =>
    queue.add({
      holdsUp,
      run: async () => {
        await until;
        done.push(name);
      },
    });
  add("first", true, first.promise);
  add("slow", false, slow.promise);
  const last = createDeferred<void>();
  add("second", true);
  add("last", true, last.promise);
  first.resolve();
  last.resolve();
  slow.resolve();
  await queue.settled();
  expect(done.indexOf("first")).toBe(0);
  expect([...done].sort()).toEqual(["first", "last", "second", "slow"]);
});

test("a request behind one that hangs without holding up is handled", async () => {
  const queue = createRequestQueue(10);
  const hanging = createDeferred<void>();
  const handled = createDeferred<void>();
  queue.add({ holdsUp: false, run: () => hanging.promise });
  queue.add({ holdsUp: true, run: async () => handled.resolve() });
  await handled.promise;
  hanging.resolve();
  await queue.settled();
});

test("a full queue is ready again when a request is taken out of it", async () => {
  const queue = createRequestQueue(2);
  const first = createDeferred<void>();
  const order: string[] = [];
  for (const until of [first.promise, Promise.resolve(), Promise.resolve()]) {
    queue.add({ holdsUp: true, run: () => until });
  }
  const ready = queue.ready().then(() => order.push("ready"));
  order.push("full");
  first.resolve();
  await ready;
  expect(order).toEqual(["full", "ready"]);
});
