import { expect, test } from "@jest/globals";
import { readReview } from "./read-review.ts";

const { signal } = new AbortController();
const stdin = (text: string) => ({ isTerminal: false, readAll: async () => new TextEncoder().encode(text) });
const closed = {
  isTerminal: false,
  readAll: () => Promise.reject(new Error("stdin must not be read")),
};

test("a flag needs no prompt, and stdin is left alone", async () => {
  const target = { type: "baseBranch", branch: "main" } as const;
  expect(await readReview(target, undefined, closed, signal)).toEqual({ ok: true, value: target });
});

test("instructions are words or stdin, without blanks around them", async () => {
  const custom = { ok: true, value: { type: "custom", instructions: "look" } };
  expect(await readReview({ type: "instructions" }, " look ", closed, signal)).toEqual(custom);
  expect(await readReview({ type: "instructions" }, "-", stdin("look\n"), signal)).toEqual(custom);
});

test.each([
  [" ", closed],
  ["-", stdin(" \n")],
])("blank instructions %j are refused", async (prompt, source) => {
  expect(await readReview({ type: "instructions" }, prompt, source, signal)).toEqual({
    ok: false,
    reason: "Review prompt cannot be empty",
  });
});

test("stdin that is no text is refused as for any prompt", async () => {
  const source = { isTerminal: false, readAll: async () => new Uint8Array([0xff]) };
  const read = await readReview({ type: "instructions" }, "-", source, signal);
  expect(read).toMatchObject({ ok: false, reason: expect.stringContaining("not valid UTF-8") });
});
