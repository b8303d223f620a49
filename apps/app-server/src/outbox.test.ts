import { expect, test } from "@jest/globals";
import { createOutbox } from "./outbox.ts";

function reader() {
  const gone = new AbortController();
  const written: string[] = [];
  let wake: () => void = () => undefined;
  const output = {
    gone: gone.signal,
    waitingBytes: 0,
    write(text: string) {
      written.push(text);
      output.waitingBytes += text.length;
    },
    drained: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
  return {
    output,
    written,
    gone,
    catchUp() {
      output.waitingBytes = 0;
      wake();
    },
  };
}

const message = { method: "x", params: {} };

test("is not ready while the reader is behind, and loses nothing", async () => {
  const { output, written, catchUp } = reader();
  const outbox = createOutbox(output, { pause: 10, drop: 1000 }, () => undefined);
  for (let i = 0; i < 5; i += 1) outbox.send(message);
  const order: string[] = [];
  const ready = outbox.ready().then(() => order.push("ready"));
  await Promise.resolve();
  order.push("behind");
  catchUp();
  await ready;
  expect(order).toEqual(["behind", "ready"]);
  expect(written).toEqual(Array.from({ length: 5 }, () => '{"method":"x","params":{}}\n'));
});

test("a reader that falls behind too far is given up, once and with a word", async () => {
  const { output, written } = reader();
  const told: string[] = [];
  const outbox = createOutbox(output, { pause: 10, drop: 60 }, (line) => told.push(line));
  for (let i = 0; i < 9; i += 1) outbox.send(message);
  expect(outbox.gone.aborted).toBe(true);
  expect(written).toHaveLength(3);
  expect(told).toEqual([expect.stringContaining("81 bytes")]);
  await outbox.ready();
});

test("nothing is sent after the end, or to a reader that has gone", () => {
  const { output, written, gone } = reader();
  const outbox = createOutbox(output, { pause: 10, drop: 60 }, () => undefined);
  gone.abort();
  outbox.send(message);
  const other = reader();
  const closed = createOutbox(other.output, { pause: 10, drop: 60 }, () => undefined);
  closed.close();
  closed.send(message);
  expect([...written, ...other.written]).toEqual([]);
});
