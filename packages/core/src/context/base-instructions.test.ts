import { expect, test } from "@jest/globals";
import { prompts } from "../generated/prompts.ts";
import { baseInstructions, modelInstructions, modelTexts } from "./base-instructions.ts";

test.each([
  ["gpt-5-codex", "base/codex"],
  ["gpt-5.1-codex-max", "base/codex"],
  ["gpt-5.1-codex-mini", "base/codex"],
  ["gpt-5", "base/general"],
  ["gpt-5.1", "base/general"],
  ["gpt-5.2", "base/general"],
  ["gpt-4o", "base/fallback"],
  ["llama3", "base/fallback"],
] as const)("%s works by %s", (slug, key) => {
  expect(modelInstructions(modelTexts(slug, false), "friendly")).toBe(prompts[key]);
});

test.each(["gpt-5.2-codex", "gpt-5.3-codex"])("%s has a place for a personality", (slug) => {
  const texts = modelTexts(slug, false);
  expect(modelInstructions(texts, "friendly")).toContain(prompts["personality/friendly"]);
  expect(modelInstructions(texts, "pragmatic")).toContain(prompts["personality/pragmatic"]);
  expect(modelInstructions(texts, undefined)).toContain(prompts["personality/default"]);
  const plain = modelInstructions(texts, "none");
  for (const text of [plain, texts.base_instructions]) expect(text).not.toContain("{{");
});

test("what is configured wins over what is recorded, and that over the model", () => {
  const sources = {
    configured: "mine",
    recorded: "then",
    model: { base_instructions: "now", model_messages: null },
    personality: undefined,
    isPersonalityEnabled: true,
  };
  expect(baseInstructions(sources)).toBe("mine");
  expect(baseInstructions({ ...sources, configured: undefined })).toBe("then");
  expect(baseInstructions({ ...sources, configured: undefined, recorded: undefined })).toBe("now");
});

test("a server's template keeps dollar signs and other braces; without the feature it is not used", () => {
  const sources = {
    configured: undefined,
    recorded: undefined,
    model: {
      base_instructions: "plain",
      model_messages: {
        instructions_template: "a {{ personality }} b {{ other }}",
        instructions_variables: { personality_friendly: "$& $1" },
      },
    },
    personality: "friendly" as const,
    isPersonalityEnabled: true,
  };
  expect(baseInstructions(sources)).toBe("a $& $1 b {{ other }}");
  expect(baseInstructions({ ...sources, isPersonalityEnabled: false })).toBe("plain");
});
