import { expect, test } from "@jest/globals";
import { resolveReasoning, resolveText } from "./resolve-options.ts";

test("a model without reasoning gets none", () => {
  const model = { supports_reasoning_summaries: false, default_reasoning_level: "medium" } as const;
  expect(resolveReasoning(model, { effort: "high" })).toBeNull();
});

test("effort and summary come from the wish, else from the model and the default", () => {
  const model = { supports_reasoning_summaries: true, default_reasoning_level: "medium" } as const;
  expect(resolveReasoning(model, {})).toEqual({ effort: "medium", summary: "auto" });
  expect(resolveReasoning(model, { effort: "low", summary: "none" })).toEqual({
    effort: "low",
    summary: "none",
  });
  const silent = { supports_reasoning_summaries: true, default_reasoning_level: null };
  expect(resolveReasoning(silent, {})).toEqual({ effort: undefined, summary: "auto" });
});

test("verbosity goes only to models that take it", () => {
  const wish = { verbosity: "high", outputSchema: true } as const;
  expect(resolveText({ support_verbosity: false, default_verbosity: "low" }, wish)).toEqual({
    outputSchema: true,
  });
  expect(resolveText({ support_verbosity: true, default_verbosity: "low" }, wish)).toEqual(wish);
  expect(resolveText({ support_verbosity: true, default_verbosity: "low" }, {})).toEqual({
    verbosity: "low",
  });
  expect(resolveText({ support_verbosity: true, default_verbosity: null }, {})).toEqual({});
});
