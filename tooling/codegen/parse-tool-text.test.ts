import { expect, test } from "@jest/globals";
import { parseToolText } from "./parse-tool-text.ts";

test("parameters follow the description, nested ones by their path", () => {
  const text = "Does it.\n\n## Heading with words\nmore\n\n## plan\nAll\nsteps.\n\n## plan.step\nOne.\n";
  expect(parseToolText("x.md", text)).toEqual({
    description: "Does it.\n\n## Heading with words\nmore",
    parameters: { plan: "All steps.", "plan.step": "One." },
  });
});

test("a parameter without text, or described twice, is an error", () => {
  expect(() => parseToolText("x.md", "a\n## cmd\n\n## tty\nb\n")).toThrow("x.md: `cmd` has no text");
  expect(() => parseToolText("x.md", "a\n## cmd\nb\n## cmd\nc\n")).toThrow("`cmd` is described twice");
});
