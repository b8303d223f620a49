import { expect, test } from "@jest/globals";
import { decodePrompt } from "./decode-prompt.ts";

const utf16 = (text: string) => Buffer.from(text, "utf16le");

test("UTF-8 with and without mark, and UTF-16 with one, are read as they are", () => {
  expect(decodePrompt(Buffer.from(" grüße\n"))).toEqual({ ok: true, text: " grüße\n" });
  expect(decodePrompt(Buffer.from("\ufeffhi"))).toEqual({ ok: true, text: "hi" });
  expect(decodePrompt(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16("hé")]))).toEqual({
    ok: true,
    text: "hé",
  });
  expect(decodePrompt(Buffer.concat([Buffer.from([0xfe, 0xff]), utf16("hé").swap16()]))).toEqual({
    ok: true,
    text: "hé",
  });
});

test("the first wrong byte is named", () => {
  const broken = decodePrompt(Buffer.concat([Buffer.from("é ok"), Buffer.from([0xc3, 0x28])]));
  expect(broken).toMatchObject({ ok: false, reason: expect.stringContaining("invalid byte at offset 5") });
  const latin = decodePrompt(Buffer.from("SAY caf\u00e9\n", "latin1"));
  expect(latin).toMatchObject({ ok: false, reason: expect.stringContaining("invalid byte at offset 7") });
});

test("UTF-32 is refused", () => {
  expect(decodePrompt(Buffer.from([0xff, 0xfe, 0, 0, 104, 0, 0, 0])).ok).toBe(false);
});
