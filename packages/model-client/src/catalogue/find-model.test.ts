import { expect, test } from "@jest/globals";
import { BUNDLED_MODELS } from "./bundled-models.ts";
import { findModel } from "./find-model.ts";

test.each([
  ["gpt-5", "gpt-5"],
  ["gpt-5.2-codex-foo", "gpt-5.2-codex"],
  ["gpt-5.1-codex-mini", "gpt-5.1-codex-mini"],
  ["gpt-5.1-codex-min", "gpt-5.1-codex"],
  ["gpt-5.9", "gpt-5"],
  ["gpt-4o", undefined],
  ["", undefined],
])("%j finds %s", (requested, slug) => {
  expect(findModel(BUNDLED_MODELS, requested)?.slug).toBe(slug);
});
