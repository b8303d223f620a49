import { ModelInfo } from "@codex-ts/protocol/responses";
import { expect, test } from "@jest/globals";
import { toModelInfo } from "./bundled-model.ts";
import { BUNDLED_MODELS } from "./bundled-models.ts";
import { defaultModel } from "./default-model.ts";
import { fallbackModel } from "./fallback-model.ts";

/** The table of the facts: slug, priority, visibility, efforts, shell, patch, verbosity, truncation, parallel, personality. */
const TABLE = `
gpt-5.3-codex      | 0  | hide | low medium high xhigh     | shell_command | freeform | low  | tokens | true  | true
gpt-5.2-codex      | 1  | list | low medium high xhigh     | shell_command | freeform | no   | tokens | true  | true
gpt-5.1-codex-max  | 2  | list | low medium high xhigh     | shell_command | freeform | no   | tokens | false | false
gpt-5.1-codex      | 3  | hide | low medium high           | shell_command | freeform | no   | tokens | false | false
gpt-5.2            | 4  | list | low medium high xhigh     | shell_command | freeform | low  | bytes  | true  | false
gpt-5.1            | 5  | hide | low medium high           | shell_command | freeform | low  | bytes  | true  | false
gpt-5-codex        | 8  | hide | low medium high           | shell_command | freeform | no   | tokens | false | false
gpt-5              | 9  | hide | minimal low medium high   | default       | null     | null | bytes  | false | false
gpt-5.1-codex-mini | 10 | list | medium high               | shell_command | freeform | no   | tokens | false | false
gpt-5-codex-mini   | 11 | hide | medium high               | shell_command | freeform | no   | tokens | false | false`;

test("the catalogue says what the table says", () => {
  const rows = BUNDLED_MODELS.map((model) => [
    model.slug,
    model.priority,
    model.visibility,
    model.supported_reasoning_levels.map(({ effort }) => effort).join(" "),
    model.shell_type,
    model.apply_patch_tool_type,
    model.support_verbosity ? model.default_verbosity : "no",
    model.truncation_policy.mode,
    model.supports_parallel_tool_calls,
    model.hasPersonality,
  ]);
  const expected = TABLE.trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  expect(rows.map((row) => row.map(String))).toEqual(expected);
});

test("all entries agree on the rest", () => {
  for (const model of BUNDLED_MODELS) {
    expect(model).toMatchObject({
      context_window: 272_000,
      effective_context_window_percent: 95,
      auto_compact_token_limit: null,
      default_reasoning_level: "medium",
      supports_reasoning_summaries: true,
      supported_in_api: true,
      input_modalities: ["text", "image"],
      prefer_websockets: false,
      truncation_policy: { limit: 10_000 },
      upgradeTo: model.slug === "gpt-5.3-codex" ? null : "gpt-5.3-codex",
    });
  }
});

test("an entry with its texts is what a server would send", () => {
  const texts = { baseInstructions: "base", modelMessages: undefined, migrationMarkdown: "move" };
  for (const model of [...BUNDLED_MODELS, fallbackModel("x")]) {
    const info = toModelInfo(model, texts);
    expect(ModelInfo.parse(info)).toEqual(info);
    expect(info).not.toHaveProperty("promptFamily");
    expect(info.upgrade?.model ?? null).toBe(model.upgradeTo);
  }
});

test("the default is the best listed model, else the best", () => {
  expect(defaultModel(BUNDLED_MODELS, false)?.slug).toBe("gpt-5.2-codex");
  const entry = (slug: string, priority: number, more: object = {}) => ({
    ...{ slug, priority, visibility: "hide" as const, supported_in_api: true },
    ...more,
  });
  expect(defaultModel([entry("b", 2), entry("a", 1)], false)?.slug).toBe("a");
  expect(defaultModel([entry("a", 1), entry("b", 2, { visibility: "list" })], false)?.slug).toBe("b");
  const chatgptOnly = entry("c", 0, { visibility: "list", supported_in_api: false });
  expect(defaultModel([entry("a", 1), chatgptOnly], false)?.slug).toBe("a");
  expect(defaultModel([entry("a", 1), chatgptOnly], true)?.slug).toBe("c");
  expect(defaultModel([], true)).toBeUndefined();
});
