import { expect, test } from "@jest/globals";
import { createSseDecoder, SseOverflow } from "./sse-decoder.ts";

const encode = (text: string) => new TextEncoder().encode(text);

function decodeAll(bytes: Uint8Array): readonly string[] {
  return createSseDecoder(1000).push(bytes);
}

/** A small linear congruential generator: chance that a failing run can repeat. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const STREAM = [
  "\ufeff: hello\n",
  'event: a\ndata: {"type":"a","text":"größe 😀"}\n\n',
  "data: one\r\ndata: two\r\n\r\n",
  "id: 7\rdata:three\r\r",
  ": comment\n\nretry: 5\n\n",
  "data\n\n",
  "data: last\n\n",
  "data: never ended",
].join("");

const EVENTS = ['{"type":"a","text":"größe 😀"}', "one\ntwo", "three", "", "last"];

test("comments, other fields and line ends of all kinds are understood", () => {
  expect(decodeAll(encode(STREAM))).toEqual(EVENTS);
});

test("it does not matter where chunks are cut", () => {
  const bytes = encode(STREAM);
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = seeded(seed);
    const decoder = createSseDecoder(1000);
    const seen: string[] = [];
    for (let start = 0; start < bytes.length; ) {
      const end = start + 1 + Math.floor(random() ** 3 * 40);
      seen.push(...decoder.push(bytes.subarray(start, end)));
      start = end;
    }
    expect({ seed, seen }).toEqual({ seed, seen: EVENTS });
  }
});

test("bytes that are not UTF-8 spoil only their own event", () => {
  const bytes = Buffer.concat([
    Buffer.from("data: "),
    Buffer.from([0xff, 0xfe]),
    Buffer.from("\n\ndata: x\n\n"),
  ]);
  expect(decodeAll(bytes)).toEqual(["\ufffd\ufffd", "x"]);
});

test.each(["data: ", "data: x\ndata: ", ": "])("an endless line after %j is given up or skipped", (start) => {
  const decoder = createSseDecoder(1000);
  const grow = () => {
    decoder.push(encode(start));
    for (let index = 0; index < 100; index += 1) decoder.push(encode("x".repeat(100)));
  };
  if (start === ": ") expect(grow).not.toThrow();
  else expect(grow).toThrow(SseOverflow);
});

test("endless lines of one event are given up", () => {
  const decoder = createSseDecoder(1000);
  expect(() => {
    for (let index = 0; index < 100; index += 1) decoder.push(encode(`data: ${"x".repeat(100)}\n`));
  }).toThrow(SseOverflow);
});
