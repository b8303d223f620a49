import { expect, test } from "@jest/globals";
import { createTempProject } from "../test/temp-project.ts";
import { featureForKey, listFeatures, resolveFeatures } from "./features.ts";

test("lists features in the order of `codex features list`", () => {
  const features = listFeatures("linux");
  expect(features.length).toBe(28);
  expect(features.slice(0, 3)).toEqual([
    { key: "undo", stage: "stable", default: false, menu: undefined },
    { key: "shell_tool", stage: "stable", default: true, menu: undefined },
    { key: "unified_exec", stage: "stable", default: true, menu: undefined },
  ]);
  expect(features.at(-1)?.key).toBe("responses_websockets_v2");
  const windows = new Map(listFeatures("win32").map((feature) => [feature.key, feature]));
  expect(windows.get("unified_exec")?.default).toBe(false);
  expect(windows.get("powershell_utf8")).toMatchObject({ stage: "stable", default: true });
});

test("knows features by their own and by old names", () => {
  expect(featureForKey("collab")).toBe("collab");
  expect(featureForKey("connectors")).toBe("apps");
  expect(featureForKey("toString")).toBeUndefined();
});

test("later sources win; within one, [features] beats the old toggles", () => {
  const { features } = resolveFeatures(
    [
      { experimental_use_unified_exec_tool: false, tools: { web_search: true } },
      { features: { unified_exec: true, steer: false } },
      { include_apply_patch_tool: true, features: { apply_patch_freeform: false } },
      { features: { steer: true } },
    ],
    "linux",
  );
  expect(features).toMatchObject({
    unified_exec: true,
    web_search_request: true,
    apply_patch_freeform: false,
    steer: true,
  });
});

test("says what replaces an old setting", () => {
  const source = {
    tools: { web_search: true },
    features: { web_search_cached: true, connectors: true, undo: true },
  };
  const { deprecations } = resolveFeatures([source, source], "linux");
  expect(deprecations.map((notice) => notice.summary)).toEqual([
    "`[tools].web_search` is deprecated. Use `web_search` instead.",
    "`connectors` is deprecated. Use `[features].apps` instead.",
    "`[features].web_search_cached` is deprecated. Use `web_search` instead.",
  ]);
  expect(deprecations[1]?.details).toContain("--enable apps");
});

test("an ignored key has a notice too", async () => {
  await using project = await createTempProject({
    "home/config.toml": "[profiles.p]\nexperimental_instructions_file = 'x'\n",
  });
  const { deprecations } = await project.config();
  expect(deprecations.map((notice) => notice.summary)).toEqual([
    "`experimental_instructions_file` is deprecated and ignored. Use `model_instructions_file` instead.",
  ]);
});

test("warns of unfinished features that end up switched on, unless told not to", async () => {
  await using project = await createTempProject({
    "home/config.toml": "[features]\nsqlite = true\nmemory_tool = true\ncollab = true\n",
  });
  const messages = async (flags: readonly string[]) =>
    (await project.config({ flags })).warnings.map((warning) => warning.message);
  expect(await messages([])).toEqual([
    `Unfinished features are switched on: sqlite, memory_tool. They may change or fail at any time. To hide this warning, set \`suppress_unstable_features_warning = true\` in ${project.home}/config.toml.`,
  ]);
  expect((await messages(["features.sqlite=false"]))[0]).toMatch(
    /^An unfinished feature is switched on: memory_tool\. It may/,
  );
  expect(await messages(["suppress_unstable_features_warning=true"])).toEqual([]);
});
