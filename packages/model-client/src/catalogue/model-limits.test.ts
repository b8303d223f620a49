import { expect, test } from "@jest/globals";
import { autoCompactLimit, effectiveContextWindow } from "./model-limits.ts";

test("a share of the window is filled", () => {
  expect(effectiveContextWindow({ context_window: 272_000, effective_context_window_percent: 95 })).toBe(
    258_400,
  );
  expect(effectiveContextWindow({ context_window: 999, effective_context_window_percent: 50 })).toBe(499);
  expect(effectiveContextWindow({ effective_context_window_percent: 95 })).toBeUndefined();
});

test("a history is compacted at the model's limit, else at a share of the window", () => {
  expect(autoCompactLimit({ context_window: 272_000 })).toBe(244_800);
  expect(autoCompactLimit({ context_window: 272_000, auto_compact_token_limit: 300_000 })).toBe(300_000);
  expect(autoCompactLimit({ auto_compact_token_limit: 0 })).toBe(0);
  expect(autoCompactLimit({ context_window: null })).toBeUndefined();
});
