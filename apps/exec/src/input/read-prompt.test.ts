import { expect, test } from "@jest/globals";
import { readPrompt } from "./read-prompt.ts";

async function read(argument: string | undefined, stdin: { text?: string; isTerminal?: boolean }) {
  const notes: string[] = [];
  let isRead = false;
  const source = {
    isTerminal: stdin.isTerminal ?? false,
    readAll: async () => {
      isRead = true;
      return Buffer.from(stdin.text ?? "");
    },
  };
  const result = await readPrompt(argument, source, (text) => notes.push(text), new AbortController().signal);
  return { result: result.ok ? result.text : { refused: result.reason }, notes, isRead };
}

test("an argument is taken as it is, and stdin is left alone", async () => {
  expect(await read(" hi ", { text: "other" })).toEqual({ result: " hi ", notes: [], isRead: false });
});

test("a dash reads stdin in silence, a missing argument says so", async () => {
  expect(await read("-", { text: " piped\n", isTerminal: true })).toEqual({
    result: " piped\n",
    notes: [],
    isRead: true,
  });
  expect(await read(undefined, { text: "piped" })).toEqual({
    result: "piped",
    notes: ["Reading prompt from stdin..."],
    isRead: true,
  });
});

test("a terminal is not waited for, and nothing is no prompt", async () => {
  expect(await read(undefined, { isTerminal: true })).toMatchObject({
    result: { refused: expect.stringMatching(/^No prompt provided\. /) },
    isRead: false,
  });
  expect((await read("-", { text: " \n" })).result).toEqual({ refused: "No prompt provided via stdin." });
});
