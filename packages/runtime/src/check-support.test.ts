import { tempHome, tempRepo } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { plainRequest, testRuntime } from "../test/test-runtime.ts";
import { checkSupport } from "./check-support.ts";

async function warningsFor(config: string): Promise<readonly string[]> {
  await using home = await tempHome({ model: { baseUrl: "http://127.0.0.1:1/v1" }, config });
  await using repo = await tempRepo({});
  const runtime = await testRuntime(home, repo.path);
  return checkSupport(await runtime.loadSettings(plainRequest, new AbortController().signal));
}

test("the defaults ask for nothing that is missing", async () => {
  expect(await warningsFor("")).toEqual([]);
});

test("features without effect are named", async () => {
  expect(await warningsFor("[features]\nmemory_tool = true\napps = true\nunified_exec = true")).toEqual([
    "These features have no effect in this version yet: memory_tool, apps.",
  ]);
});
