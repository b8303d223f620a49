/** Tools and resources of MCP servers in a thread. The rig checks that no server is left. */
import { callTool, functionCall, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { withServer } from "./test-mcp-servers.ts";
import { testThread } from "./test-thread.ts";

test("the first request waits for the server and offers its tools last, sorted", async () => {
  await using rig = await testThread([reply(say("done"))], withServer());
  await rig.turn("go");
  const names = rig.model.request(0).toolNames();
  expect(names.filter((name) => name.startsWith("mcp__"))).toEqual(names.slice(-12));
  expect(names.slice(-12)).toEqual(names.slice(-12).toSorted());
  expect(names).toContain("mcp__test__echo");
  const told = rig.log.events.map(({ msg }) => msg);
  expect(told[0]?.type).toBe("session_configured");
  expect(ofKind(told, "mcp_startup_complete")).toEqual([
    { type: "mcp_startup_complete", ready: ["test"], failed: [], cancelled: [] },
  ]);
});

test("a call is announced, made, and answered", async () => {
  await using rig = await testThread(
    [
      reply(
        callTool("mcp__test__echo", { text: "hi" }, "c1"),
        functionCall("mcp__test__fail", "", "c2"),
        callTool("mcp__test__picture", {}, "c3"),
        functionCall("mcp__test__echo", "[1]", "c4"),
        functionCall("mcp__test__echo", "{", "c6"),
        callTool("mcp__test__crash", {}, "c5"),
      ),
      reply(say("done")),
    ],
    withServer(),
  );
  const events = await rig.turn("go");
  const request = rig.model.request(1);
  expect(request.toolOutput("c1")).toBe('{"said":"hi"}');
  expect(request.toolOutput("c2")).toBe('[{"type":"text","text":"it failed"}]');
  expect(request.outputItem("c3")).toMatchObject({
    output: [{ type: "input_image", image_url: "data:image/png;base64,AAAA" }],
  });
  expect(request.toolOutput("c4")).toMatch(/^err: "tool call error: the arguments/);
  expect(request.toolOutput("c6")).toMatch(/^err: \w/);
  expect(request.toolOutput("c5")).toMatch(/^err: "tool call error: /);
  const [begin] = ofKind(events, "mcp_tool_call_begin");
  expect(begin).toMatchObject({ invocation: { server: "test", tool: "echo", arguments: { text: "hi" } } });
  const ends = ofKind(events, "mcp_tool_call_end");
  expect(ends.map(({ call_id }) => call_id)).toEqual(["c1", "c2", "c3", "c4", "c5"]);
  expect(ends[1]?.result).toMatchObject({ Ok: { isError: true } });
  expect(ends[4]?.result).toMatchObject({ Err: expect.stringMatching(/^tool call error: /) });
});

test("resources of all servers or one are listed, and read", async () => {
  await using rig = await testThread(
    [
      reply(
        callTool("list_mcp_resources", {}, "c1"),
        callTool("list_mcp_resources", { server: "test" }, "c2"),
        callTool("read_mcp_resource", { server: "test", uri: "mem://a" }, "c3"),
        callTool("list_mcp_resource_templates", { server: "gone" }, "c4"),
        callTool("list_mcp_resources", { cursor: "2" }, "c5"),
        callTool("list_mcp_resources", { server: " ", cursor: "" }, "c6"),
        callTool("read_mcp_resource", { server: " test ", uri: " mem://a" }, "c7"),
        callTool("read_mcp_resource", { server: "test", uri: " " }, "c8"),
      ),
      reply(say("done")),
    ],
    withServer(),
  );
  await rig.turn("go");
  const request = rig.model.request(1);
  const output = (call: string) => JSON.parse(String(request.toolOutput(call)));
  const [a, b] = ["a", "b"].map((name) => ({ server: "test", uri: `mem://${name}`, name }));
  expect(output("c1")).toEqual({ resources: [a, b] });
  expect(output("c2")).toEqual({ server: "test", resources: [a], nextCursor: "2" });
  expect(output("c3")).toEqual({
    server: "test",
    uri: "mem://a",
    contents: [{ uri: "mem://a", text: "content" }],
  });
  expect(request.toolOutput("c4")).toBe("resources/templates/list failed: unknown MCP server 'gone'");
  expect(request.toolOutput("c5")).toBe("cursor can only be used when a server is specified");
  expect(output("c6")).toEqual(output("c1"));
  expect(output("c7")).toEqual(output("c3"));
  expect(request.toolOutput("c8")).toBe("failed to parse function arguments: `uri`: must not be blank");
});

test("an interrupt ends a call that has no answer", async () => {
  await using rig = await testThread(
    [reply(callTool("mcp__test__stall", {}, "c1")), reply(say("done"))],
    withServer(),
  );
  const turn = rig.start("go");
  await rig.log.next("mcp_tool_call_begin");
  rig.thread.submit({ type: "interrupt" });
  const events = await rig.finished(turn);
  expect(events.at(-1)).toEqual({ type: "turn_aborted", reason: "interrupted" });
  await rig.turn("go on");
  expect(rig.model.request(1).toolOutput("c1")).toMatch(/^err: "aborted by user after \d+\.\ds"$/);
});

test("an interrupt also ends the wait for a server that does not answer; without a turn, its start", async () => {
  await using rig = await testThread([reply(say("done"))], withServer("mute"));
  const turn = rig.start("go");
  await rig.log.next("user_message");
  rig.thread.submit({ type: "interrupt" });
  expect(kinds(await rig.finished(turn)).at(-1)).toBe("turn_aborted");
  rig.thread.submit({ type: "interrupt" });
  expect(await rig.log.next("mcp_startup_complete")).toMatchObject({ cancelled: ["test"] });
  await rig.turn("go on");
  expect(rig.model.request(0).texts("user")).toContain("go");
});

test("a tool that says it is dangerous is called unasked", async () => {
  await using rig = await testThread(
    [reply(callTool("mcp__test__echo", { text: "hi" }, "c1")), reply(say("done"))],
    withServer("helpful", { settings: { approvalPolicy: "untrusted" } }),
  );
  const told = kinds(await rig.turn("go"));
  expect(rig.model.request(1).toolOutput("c1")).toBe('{"said":"hi"}');
  expect(told).not.toContain("request_user_input");
});
