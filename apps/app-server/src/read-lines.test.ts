import { expect, test } from "@jest/globals";
import { readLines } from "./read-lines.ts";

async function read(chunks: readonly (string | readonly number[])[], limit = 100) {
  async function* input() {
    for (const chunk of chunks) yield Buffer.from(chunk as string);
  }
  const lines: string[] = [];
  for await (const line of readLines(input(), limit)) {
    lines.push(line.kind === "text" ? line.text : `unreadable: ${line.reason}`);
  }
  return lines;
}

test.each([
  ["whole lines", ["a\nb\n"], ["a", "b"]],
  ["a last line without a newline", ["a\nb"], ["a", "b"]],
  ["pieces", ["a", "b", "\nc", "\n"], ["ab", "c"]],
  ["empty lines", ["\n\na\n"], ["", "", "a"]],
  ["nothing", [], []],
])("reads %s", async (_name, chunks, expected) => {
  expect(await read(chunks)).toEqual(expected);
});

test("a character may lie across pieces", async () => {
  expect(
    await read([
      [0x61, 0xc3],
      [0xa4, 0x0a],
    ]),
  ).toEqual(["aä"]);
});

test("a line that is too long is told with its size, and the next one is read", async () => {
  expect(await read(["12345\n1234", "56\nok\n"], 5)).toEqual([
    "12345",
    "unreadable: it has 6 bytes, more than 5",
    "ok",
  ]);
});

test("a line that is not UTF-8 is dropped alone", async () => {
  expect(await read([[0x61, 0xff, 0x0a, 0x62, 0x0a]])).toEqual(["unreadable: it is not UTF-8", "b"]);
});
