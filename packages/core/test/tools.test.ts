/** The tools that run no command. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { callTool, localShellCall, type OutputItemDone, reply, say, status } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { testThread } from "./test-thread.ts";

/** A picture of one pixel. */
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

test("`update_plan` shows the plan to the user", async () => {
  const plan = [
    { step: "look", status: "completed" },
    { step: "act", status: "in_progress" },
  ];
  await using rig = await testThread([
    reply(callTool("update_plan", { explanation: "why", plan }, "c1")),
    reply(callTool("update_plan", { plan }, "c2")),
    reply(say("done")),
  ]);
  const events = await rig.turn("go");
  expect(ofKind(events, "plan_update")).toEqual([
    { type: "plan_update", explanation: "why", plan },
    { type: "plan_update", explanation: null, plan },
  ]);
  expect(rig.model.request(1).toolOutput("c1")).toBe("Plan updated");
});

test("`view_image` shows the image after all outputs of the response", async () => {
  await using rig = await testThread([
    reply(callTool("view_image", { path: "pixel.png" }, "c1"), callTool("update_plan", { plan: [] }, "c2")),
    reply(say("done")),
  ]);
  await writeFile(path.join(rig.repo.path, "pixel.png"), Buffer.from(PIXEL, "base64"));
  const events = await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toBe("attached local image path");
  expect(rig.model.request(1).input.slice(-2)).toEqual([
    expect.objectContaining({ type: "function_call_output", call_id: "c2" }),
    {
      type: "message",
      role: "user",
      content: [{ type: "input_image", image_url: `data:image/png;base64,${PIXEL}` }],
    },
  ]);
  expect(ofKind(events, "view_image_tool_call")).toEqual([
    { type: "view_image_tool_call", call_id: "c1", path: `${rig.repo.path}/pixel.png` },
  ]);
});

test("and says what is wrong with a file that is none", async () => {
  await using rig = await testThread(
    [
      reply(
        callTool("view_image", { path: "missing.png" }, "c1"),
        callTool("view_image", { path: "." }, "c2"),
        callTool("view_image", { path: "a.txt" }, "c3"),
      ),
      reply(say("done")),
    ],
    { files: { "a.txt": "no picture\n" } },
  );
  await rig.turn("go");
  const request = rig.model.request(1);
  expect(request.toolOutput("c1")).toMatch(/^unable to locate image at .*missing\.png/);
  expect(request.toolOutput("c2")).toMatch(/is not a file$/);
  expect(request.texts("user").at(-1)).toMatch(/a\.txt` could not be read/);
});

test("images that a user adds stand between their tags, and a bad one becomes a sentence", async () => {
  await using rig = await testThread([reply(say("done"))]);
  await writeFile(path.join(rig.repo.path, "pixel.png"), Buffer.from(PIXEL, "base64"));
  await rig.turn([
    { type: "text", text: "look", text_elements: [] },
    { type: "local_image", path: "pixel.png" },
    { type: "local_image", path: "gone.png" },
    { type: "image", image_url: "https://example.invalid/a.png" },
  ]);
  const content = rig.model.request(0).input.at(-1)?.["content"];
  expect(content).toEqual([
    { type: "input_text", text: "look" },
    { type: "input_text", text: "<image name=[Image #1]>" },
    { type: "input_image", image_url: `data:image/png;base64,${PIXEL}` },
    { type: "input_text", text: "</image>" },
    { type: "input_text", text: expect.stringContaining("gone.png") },
    { type: "input_text", text: "<image>" },
    { type: "input_image", image_url: "https://example.invalid/a.png" },
    { type: "input_text", text: "</image>" },
  ]);
});

test("an image that the server refuses is replaced, and the turn goes on", async () => {
  const refusal = "The image data you provided does not represent a valid image";
  await using rig = await testThread([
    reply(callTool("view_image", { path: "pixel.png" }, "c1")),
    status(400, { error: { message: refusal } }),
    reply(say("done")),
  ]);
  await writeFile(path.join(rig.repo.path, "pixel.png"), Buffer.from(PIXEL, "base64"));
  const events = await rig.turn("go");
  expect(kinds(events)).not.toContain("error");
  expect(JSON.stringify(rig.model.request(2).input)).not.toContain("input_image");
  expect(events.at(-1)).toMatchObject({ last_agent_message: "done" });
});

const question = { id: "q", header: "h", question: "?", options: [{ label: "a", description: "b" }] };

test("`request_user_input` is refused outside of Plan mode", async () => {
  await using rig = await testThread([
    reply(callTool("request_user_input", { questions: [question] }, "c1")),
    reply(say("done")),
  ]);
  await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toBe("request_user_input is unavailable in Default mode");
});

test("in Plan mode plans are proposed, not tracked", async () => {
  await using rig = await testThread([
    reply(callTool("update_plan", { plan: [] }, "c1")),
    reply(say("Before.\n<proposed_plan>\n1. do it\n</proposed_plan>\nAfter.")),
  ]);
  rig.override({
    collaboration_mode: {
      mode: "plan",
      settings: { model: "gpt-5.1-codex", reasoning_effort: null, developer_instructions: null },
    },
  });
  const events = await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toMatch(/Plan mode/);
  const items = ofKind(events, "item_completed").map(({ item }) => item.type);
  expect(items).toContain("Plan");
  const last = ofKind(events, "task_complete")[0]?.last_agent_message;
  expect(last).not.toContain("proposed_plan");
  expect(last).toContain("Before.");
});

test("MCP resources: there are none, and no server has any", async () => {
  await using rig = await testThread([
    reply(
      callTool("list_mcp_resources", {}, "c1"),
      callTool("list_mcp_resource_templates", {}, "c2"),
      callTool("list_mcp_resources", { cursor: "x" }, "c3"),
      callTool("read_mcp_resource", { server: "x", uri: "y" }, "c4"),
    ),
    reply(say("done")),
  ]);
  const events = await rig.turn("go");
  // The calls run side by side.
  const told = ofKind(events, "mcp_tool_call_end").map(({ call_id, invocation, result }) => {
    return [call_id, invocation.server, invocation.tool, result];
  });
  const text = (text: string) => ({ Ok: { content: [{ type: "text", text }] } });
  expect(told.sort()).toEqual([
    ["c1", "codex", "list_mcp_resources", text('{"resources":[]}')],
    ["c2", "codex", "list_mcp_resource_templates", text('{"resourceTemplates":[]}')],
    ["c3", "codex", "list_mcp_resources", { Err: "cursor can only be used when a server is specified" }],
    ["c4", "x", "read_mcp_resource", { Err: "resources/read failed: unknown MCP server 'x'" }],
  ]);
  expect(ofKind(events, "mcp_tool_call_begin")).toHaveLength(4);
  const request = rig.model.request(1);
  expect(request.toolOutput("c1")).toBe('{"resources":[]}');
  expect(request.toolOutput("c2")).toBe('{"resourceTemplates":[]}');
  expect(request.toolOutput("c3")).toBe("cursor can only be used when a server is specified");
  expect(request.toolOutput("c4")).toBe("resources/read failed: unknown MCP server 'x'");
});

test("a local shell call without an id runs nothing", async () => {
  const { item } = localShellCall(["touch", "made"], "c1");
  const { call_id: _callId, id: _id, ...nameless } = item;
  const call: OutputItemDone = { type: "response.output_item.done", item: nameless };
  await using rig = await testThread([reply(call), reply(say("done"))]);
  await rig.turn("go");
  await expect(rig.repo.read("made")).rejects.toThrow();
});
