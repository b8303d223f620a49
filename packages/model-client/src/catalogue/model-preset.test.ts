import { expect, test } from "@jest/globals";
import { toModelInfo } from "./bundled-model.ts";
import { BUNDLED_MODELS } from "./bundled-models.ts";
import { mergeModels } from "./catalogue-model.ts";
import { fallbackModel } from "./fallback-model.ts";
import { modelPresets } from "./model-preset.ts";

const remote = (slug: string, changes: Partial<ReturnType<typeof toModelInfo>>) => ({
  ...toModelInfo(fallbackModel(slug), {
    baseInstructions: "base",
    modelMessages: null,
    migrationMarkdown: "",
  }),
  ...changes,
});

test("bundled models: the listed ones with their upgrade, and one default", () => {
  const presets = modelPresets(BUNDLED_MODELS, false);
  expect(presets.filter(({ isListed }) => isListed).map(({ slug }) => slug)).toEqual([
    "gpt-5.2-codex",
    "gpt-5.1-codex-max",
    "gpt-5.2",
    "gpt-5.1-codex-mini",
  ]);
  expect(presets.filter(({ isDefault }) => isDefault).map(({ slug }) => slug)).toEqual(["gpt-5.2-codex"]);
  expect(presets.find(({ slug }) => slug === "gpt-5")?.upgrade).toEqual({
    model: "gpt-5.3-codex",
    note: expect.stringContaining("takes the place of gpt-5"),
  });
  expect(presets.find(({ slug }) => slug === "gpt-5.3-codex")?.upgrade).toBeUndefined();
});

test("models that the API does not have are for ChatGPT logins", () => {
  const models = mergeModels(BUNDLED_MODELS, [
    remote("new", { priority: -1, visibility: "list", supported_in_api: false }),
  ]);
  expect(modelPresets(models, true)[0]).toMatchObject({
    slug: "new",
    isDefault: true,
    defaultEffort: "none",
  });
  expect(modelPresets(models, false)[0]).toMatchObject({ slug: "gpt-5.3-codex", isDefault: false });
});

test("a model of the server has a personality when there is a place and a text for each", () => {
  const texts = { personality_default: "", personality_friendly: "f", personality_pragmatic: "p" };
  const supports = (template: string, variables: Partial<typeof texts>) =>
    modelPresets(
      [
        remote("m", {
          model_messages: { instructions_template: template, instructions_variables: variables },
        }),
      ],
      true,
    )[0]?.supportsPersonality;
  expect(supports("a {{ personality }} b", texts)).toBe(true);
  expect(supports("a b", texts)).toBe(false);
  expect(supports("{{ personality }}", { personality_default: "d" })).toBe(false);
});
