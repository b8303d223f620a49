import { expect, test } from "@jest/globals";
import { rankDocuments } from "./rank-documents.ts";

const order = (texts: readonly string[], query: string) =>
  rankDocuments(texts, query).map(({ index }) => index);

test.each([
  [
    "a rare word beats one that most have",
    ["list files", "list issues", "list users"],
    "list issues",
    [1, 0, 2],
  ],
  [
    "a short text beats a long one",
    ["send mail and then do much more of other work", "send mail"],
    "mail",
    [1, 0],
  ],
  ["more of a word is better", ["mail box chat", "mail mail chat"], "mail", [1, 0]],
  ["names of programs are words", ["createIssue", "create_event", "drop"], "create an event", [1, 0]],
  ["endings do not matter", ["Lists calendars", "Deleting entries"], "list calendar entry", [0, 1]],
  ["those that fit alike keep their order", ["same", "same"], "same", [0, 1]],
  ["only texts with a word of the query are there", ["one", "two"], "three", []],
  ["words that tell nothing find nothing", ["the list of it"], "of the", []],
  ["no texts", [], "x", []],
])("%s", (_what, texts, query, expected) => {
  expect(order(texts, query)).toEqual(expected);
});

test("the score is that of Okapi BM25", () => {
  const [found, ...others] = rankDocuments(["cat dog", "dog"], "cat");
  expect(others).toEqual([]);
  // ln(1 + 1.5 / 1.5) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 1.5))
  expect(found?.score).toBeCloseTo((Math.LN2 * 2.2) / 2.5, 12);
});
