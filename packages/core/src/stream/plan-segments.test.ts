import { expect, test } from "@jest/globals";
import { createPlanSplitter, splitPlan } from "./plan-segments.ts";

function pieceByPiece(text: string, size: number): string {
  const splitter = createPlanSplitter();
  const segments = [];
  for (let at = 0; at < text.length; at += size) segments.push(...splitter.push(text.slice(at, at + size)));
  segments.push(...splitter.end());
  return segments
    .map((segment) => {
      if (segment.type === "plan-start") return "{";
      if (segment.type === "plan-end") return "}";
      return segment.text;
    })
    .join("");
}

test.each([
  ["a\n<proposed_plan>\nb\n</proposed_plan>\nc", "a\n{b\n}c"],
  ["  <proposed_plan> \r\nb\n\t</proposed_plan>", "{b\n}"],
  ["<proposed_plan>\nunfinished", "{unfinished}"],
  ["say <proposed_plan> inline", "say <proposed_plan> inline"],
  ["<proposed_plans>\nx", "<proposed_plans>\nx"],
  ["</proposed_plan>\nx", "</proposed_plan>\nx"],
  ["  indented\n\n  text  ", "  indented\n\n  text  "],
  ["", ""],
])("%j splits alike whatever the size of the pieces", (text, expected) => {
  for (const size of [1, 2, 3, 7, 1000]) expect(pieceByPiece(text, size)).toBe(expected);
});

test("the last plan of a text counts", () => {
  expect(
    splitPlan("a\n<proposed_plan>\nx\n</proposed_plan>\n<proposed_plan>\ny\n</proposed_plan>\nb"),
  ).toEqual({
    prose: "a\nb",
    plan: "y\n",
  });
  expect(splitPlan("no plan")).toEqual({ prose: "no plan", plan: undefined });
});
