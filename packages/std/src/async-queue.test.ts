import { expect, test } from "@jest/globals";
import { createAsyncQueue } from "./async-queue.ts";

async function drain<Value>(source: AsyncIterable<Value>): Promise<Value[]> {
  const seen: Value[] = [];
  for await (const value of source) seen.push(value);
  return seen;
}

test("gives values in order, those pushed before and those pushed while waiting", async () => {
  const queue = createAsyncQueue<number>();
  queue.push(1);
  const all = drain(queue);
  await Promise.resolve();
  queue.push(2);
  queue.push(3);
  queue.close();
  expect(await all).toEqual([1, 2, 3]);
});

test("what was pushed before a failure is still read", async () => {
  const queue = createAsyncQueue<number>();
  queue.push(1);
  queue.fail(new Error("broken"));
  const seen: number[] = [];
  const read = async () => {
    for await (const value of queue) seen.push(value);
  };
  await expect(read()).rejects.toThrow("broken");
  expect(seen).toEqual([1]);
});

test("leaving the loop closes the queue", async () => {
  const queue = createAsyncQueue<number>();
  queue.push(1);
  queue.push(2);
  for await (const value of queue) {
    expect(value).toBe(1);
    break;
  }
  queue.push(3);
  expect(queue.size).toBe(0);
});
