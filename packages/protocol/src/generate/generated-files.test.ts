import { expect, test } from "@jest/globals";
import { generateLineSchemas } from "./line-schema-files.ts";
import { generateJsonSchemas } from "./schema-files.ts";
import { generateTypeScript } from "./typescript-files.ts";

const BUNDLE = "codex_app_server_protocol.schemas.json";

function documents(experimental: boolean): ReadonlyMap<string, { [key: string]: unknown }> {
  return new Map(generateJsonSchemas({ experimental }).map(({ path, text }) => [path, JSON.parse(text)]));
}

/** Every `$ref` of a document that leads nowhere. */
function dangling(document: { [key: string]: unknown }): string[] {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, ref]) => ref ?? "");
  const resolve = (ref: string) =>
    ref.split("/").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
  return refs.filter((ref) => resolve(ref) === undefined);
}

test("stable is experimental without the experimental parts", () => {
  const stable = documents(false);
  const experimental = documents(true);
  expect(stable.size).toBe(169);
  expect([...experimental.keys()].filter((path) => !stable.has(path))).toEqual([
    "v2/CollaborationModeListParams.json",
    "v2/CollaborationModeListResponse.json",
    "v2/MockExperimentalMethodParams.json",
    "v2/MockExperimentalMethodResponse.json",
    "v2/ThreadBackgroundTerminalsCleanParams.json",
    "v2/ThreadBackgroundTerminalsCleanResponse.json",
  ]);
  const members = (files: typeof stable, path: string) =>
    Object.keys(files.get(path)?.["properties"] as object);
  expect(members(stable, "v2/TurnStartParams.json")).not.toContain("collaborationMode");
  expect(members(experimental, "v2/TurnStartParams.json")).toContain("collaborationMode");
});

test("every reference leads somewhere", () => {
  for (const experimental of [false, true]) {
    for (const [path, document] of documents(experimental)) {
      expect({ path, dangling: dangling(document) }).toEqual({ path, dangling: [] });
    }
  }
  for (const { path, text } of generateLineSchemas()) {
    expect({ path, dangling: dangling(JSON.parse(text)) }).toEqual({ path, dangling: [] });
  }
});

test("our additions are in no published schema", () => {
  const experimental = documents(true);
  const told = Object.keys(experimental.get("ServerNotification.json")?.["definitions"] as object);
  expect(told).toContain("ConfigWarningNotification");
  expect(told).not.toContain("WarningNotification");
  expect(Object.keys(experimental.get("v2/ThreadListParams.json")?.["properties"] as object)).not.toContain(
    "name",
  );
});

test("two types of one name stand side by side in a file, and share a definition in the bundle", () => {
  const all = documents(false);
  const definitions = (path: string) =>
    all.get(path)?.["definitions"] as Record<string, { [key: string]: unknown }>;
  const notifications = definitions("ServerNotification.json");
  expect(Object.keys(notifications)).toEqual(expect.arrayContaining(["WebSearchAction", "WebSearchAction2"]));
  expect(JSON.stringify(definitions(BUNDLE)["v2"]?.["WebSearchAction"])).toContain("open_page");
  expect(JSON.stringify(definitions("v2/ItemStartedNotification.json")["WebSearchAction"])).toContain(
    "openPage",
  );
});

test("TypeScript: each file imports what it names, and tool outputs have the form of the wire", () => {
  const files = new Map(generateTypeScript({ experimental: false }).map(({ path, text }) => [path, text]));
  for (const [path, text] of files) {
    for (const [, from] of text.matchAll(/from "([^"]+)"/g)) {
      const folder = path.includes("/") ? "v2/" : "";
      const target = new URL(`${from}`, `file:///${folder}x`).pathname.slice(1);
      expect(files.has(`${target}.ts`) || files.has(`${target}/index.ts`)).toBe(true);
    }
  }
  expect(files.get("ResponseItem.ts")).toContain("output: FunctionCallOutputBody");
  expect(files.get("v2/index.ts")).toContain('export type { AskForApproval } from "../AskForApproval"');
  expect(files.has("v2/CollaborationModeListParams.ts")).toBe(false);
});
