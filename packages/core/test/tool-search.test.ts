/** Tools of MCP servers that are out of sight until the model searches for them. */
import { callTool, functionCall, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { withServer } from "./test-mcp-servers.ts";
import { testThread } from "./test-thread.ts";

const searching = { tools: { toolSearch: true } };
const search = (args: Readonly<Record<string, unknown>>, id: string) =>
  callTool("search_tool_bm25", args, id);
const mcpNames = (names: readonly string[]) => names.filter((name) => name.startsWith("mcp__"));

test("what a search finds is offered from the next request to the end of the task", async () => {
  await using rig = await testThread(
    [
      reply(
        callTool("mcp__test__echo", { text: "too early" }, "c0"),
        search({ query: "echo some text", limit: 1 }, "c1"),
      ),
      reply(callTool("mcp__test__echo", { text: "hi" }, "c2"), search({ query: "picture" }, "c3")),
      reply(say("done")),
      reply(say("done")),
    ],
    withServer("helpful", searching),
  );
  await rig.turn("go");
  await rig.turn("go on");
  const [first, second, third, fourth] = [0, 1, 2, 3].map((index) => rig.model.request(index));
  expect(first?.toolNames()).toContain("search_tool_bm25");
  expect([first, second, third, fourth].map((request) => mcpNames(request?.toolNames() ?? []))).toEqual([
    [],
    ["mcp__test__echo"],
    ["mcp__test__echo", "mcp__test__picture"],
    [],
  ]);
  expect(second?.toolOutput("c0")).toBe("unsupported call: mcp__test__echo");
  expect(JSON.parse(String(second?.toolOutput("c1")))).toEqual({
    query: "echo some text",
    total_tools: 12,
    active_selected_tools: ["mcp__test__echo"],
    tools: [
      {
        name: "mcp__test__echo",
        server: "test",
        title: null,
        description: "does echo",
        connector_id: null,
        connector_name: null,
        input_keys: ["text"],
        score: expect.any(Number),
      },
    ],
  });
  expect(third?.toolOutput("c2")).toBe('{"said":"hi"}');
  expect(JSON.parse(String(third?.toolOutput("c3")))).toMatchObject({
    active_selected_tools: ["mcp__test__echo", "mcp__test__picture"],
  });
});

test("the model is told how to find tools, and bad searches say what is wrong", async () => {
  await using rig = await testThread(
    [
      reply(
        search({ query: " " }, "c1"),
        search({ query: "echo", limit: 0 }, "c2"),
        functionCall("search_tool_bm25", "{", "c3"),
        search({ query: "weather" }, "c4"),
      ),
      reply(say("done")),
    ],
    withServer("helpful", searching),
  );
  await rig.turn("go");
  expect(rig.model.request(0).texts("developer").join("\n")).toContain("search_tool_bm25");
  const output = (id: string) => String(rig.model.request(1).toolOutput(id));
  expect(output("c1")).toBe("query must not be empty");
  expect(output("c2")).toBe("limit must be greater than zero");
  expect(output("c3")).toContain("failed to parse function arguments");
  expect(JSON.parse(output("c4"))).toMatchObject({ active_selected_tools: [], tools: [] });
});

test("without the feature there is nothing to search, and all tools are offered", async () => {
  await using rig = await testThread(
    [reply(search({ query: "echo" }, "c1")), reply(say("done"))],
    withServer(),
  );
  await rig.turn("go");
  expect(rig.model.request(0).toolNames()).not.toContain("search_tool_bm25");
  expect(rig.model.request(0).toolNames()).toContain("mcp__test__echo");
  expect(rig.model.request(0).texts("developer").join("\n")).not.toContain("search_tool_bm25");
  expect(rig.model.request(1).toolOutput("c1")).toBe("unsupported call: search_tool_bm25");
});
