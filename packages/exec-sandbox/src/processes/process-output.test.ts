import { expect, test } from "@jest/globals";
import { createProcessOutput } from "./process-output.ts";

test("each portion is taken once; the transcript keeps all", () => {
  const output = createProcessOutput();
  output.push(Buffer.from("one "));
  expect(output.take()).toEqual({ output: "one ", droppedBytes: 0 });
  output.push(Buffer.from("two"));
  output.end();
  expect(output.take()).toEqual({ output: "two", droppedBytes: 0 });
  expect(output.take()).toEqual({ output: "", droppedBytes: 0 });
  expect(output.transcript()).toBe("one two");
});

test("a character that arrives in two portions is given whole", () => {
  const output = createProcessOutput();
  const bytes = Buffer.from("a€b");
  output.push(bytes.subarray(0, 2));
  expect(output.take().output).toBe("a");
  output.push(bytes.subarray(2));
  expect(output.take().output).toBe("€b");
});

test("above a megabyte the middle is dropped, and cut characters with it", () => {
  const output = createProcessOutput();
  output.push(Buffer.from("€".repeat(500_000)));
  output.end();
  const portion = output.take();
  expect(portion.droppedBytes).toBe(1_500_000 - 1024 * 1024);
  expect(portion.output).toMatch(/^€+$/);
});

test("a late follower gets everything from the first byte, then what comes", () => {
  const output = createProcessOutput();
  const seen: string[] = [];
  output.push(Buffer.from("early"));
  const stop = output.subscribe((bytes) => seen.push(Buffer.from(bytes).toString()));
  output.push(Buffer.from("late"));
  stop();
  output.push(Buffer.from("unheard"));
  expect(seen).toEqual(["early", "late"]);
});
