/** MCP servers over the life of a thread: replaced, asking, told of the sandbox, listed. */
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { refreshServers, serversOffered, withServer } from "./test-mcp-servers.ts";
import { FULL_ACCESS, testThread, WORKSPACE } from "./test-thread.ts";

test("new servers are there at the next turn, and keep out of the one that runs", async () => {
  await using rig = await testThread(
    [
      reply(callTool("mcp__test__ask", {}, "c1")),
      reply(callTool("mcp__test__echo", { text: "still here" }, "c2")),
      reply(say("done")),
      reply(
        callTool("mcp__new__echo", { text: "hi" }, "c3"),
        callTool("mcp__test__echo", { text: "?" }, "c4"),
      ),
      reply(say("done")),
    ],
    withServer(),
  );
  const turn = rig.start("go");
  const { id: question } = await rig.log.next("elicitation_request");
  refreshServers(rig, { never: "helpful" });
  refreshServers(rig, { new: "helpful" });
  rig.thread.submit({
    type: "resolve_elicitation",
    server_name: "test",
    request_id: question,
    decision: "decline",
  });
  await rig.finished(turn);
  expect(rig.model.request(1).toolOutput("c1")).toBe(
    '[{"type":"text","text":"{\\"action\\":\\"decline\\"}"}]',
  );
  expect(rig.model.request(2).toolOutput("c2")).toBe('{"said":"still here"}');
  expect(serversOffered(rig.model.request(2))).toEqual(["test"]);
  await rig.turn("go on");
  expect(serversOffered(rig.model.request(3))).toEqual(["new"]);
  expect(rig.model.request(4).toolOutput("c3")).toBe('{"said":"hi"}');
  expect(rig.model.request(4).toolOutput("c4")).toBe("unsupported call: mcp__test__echo");
  expect(
    ofKind(
      rig.log.events.map(({ msg }) => msg),
      "mcp_startup_complete",
    ).map(({ ready }) => ready),
  ).toEqual([["test"], ["new"]]);
});

test("servers that still start are given up for new ones, also for a review", async () => {
  await using rig = await testThread([reply(say("looks good"))], withServer("mute"));
  refreshServers(rig, { new: "helpful" });
  rig.thread.submit({
    type: "review",
    review_request: { target: { type: "custom", instructions: "look" } },
  });
  await rig.log.next("exited_review_mode");
  expect(serversOffered(rig.model.request(0))).toEqual(["new"]);
  expect(
    ofKind(
      rig.log.events.map(({ msg }) => msg),
      "mcp_startup_complete",
    ),
  ).toEqual([{ type: "mcp_startup_complete", ready: ["new"], failed: [], cancelled: [] }]);
});

test("servers that make no sense are refused, and nothing changes", async () => {
  await using rig = await testThread([reply(say("done"))], withServer());
  const id = refreshServers(rig, "nonsense");
  const { msg } = await rig.log.find((event) => event.id === id);
  expect(msg).toEqual({ type: "error", message: "that is no table", codex_error_info: "bad_request" });
  await rig.turn("go");
  expect(serversOffered(rig.model.request(0))).toEqual(["test"]);
});

test.each([
  ["accept", {}, '{"action":"accept","content":{}}'],
  ["accept", { content: { name: "x" } }, '{"action":"accept","content":{"name":"x"}}'],
  ["decline", { content: { name: "x" } }, '{"action":"decline"}'],
  ["cancel", {}, '{"action":"cancel"}'],
] as const)("a server that asks hears %s with %j", async (decision, filledIn, heard) => {
  await using rig = await testThread(
    [reply(callTool("mcp__test__ask", {}, "c1")), reply(say("done"))],
    withServer(),
  );
  const turn = rig.start("go");
  const asked = await rig.log.next("elicitation_request");
  expect(asked).toEqual({
    type: "elicitation_request",
    server_name: "test",
    id: "question 1",
    message: "sure?",
    requested_schema: { type: "object", properties: {} },
  });
  const answer = { type: "resolve_elicitation", request_id: asked.id, decision } as const;
  rig.thread.submit({ ...answer, server_name: "another", decision: "accept" });
  rig.thread.submit({ ...answer, server_name: "test", ...filledIn });
  await rig.finished(turn);
  expect(JSON.parse(String(rig.model.request(1).toolOutput("c1")))).toEqual([{ type: "text", text: heard }]);
});

test("an interrupt ends the question with the call", async () => {
  await using rig = await testThread(
    [
      reply(callTool("mcp__test__ask", {}, "c1")),
      reply(callTool("mcp__test__ask", {}, "c2")),
      reply(say("done")),
    ],
    withServer(),
  );
  const turn = rig.start("go");
  const { id } = await rig.log.next("elicitation_request");
  rig.thread.submit({ type: "interrupt" });
  expect((await rig.finished(turn)).at(-1)).toEqual({ type: "turn_aborted", reason: "interrupted" });
  const again = rig.start("go on");
  const late = { type: "resolve_elicitation", server_name: "test", decision: "accept" } as const;
  await rig.log.find(({ msg }) => msg.type === "elicitation_request" && msg.id !== id);
  rig.thread.submit({ ...late, request_id: id });
  rig.thread.submit({ ...late, request_id: "question 2", decision: "decline" });
  await rig.finished(again);
  expect(rig.model.request(2).toolOutput("c2")).toContain("decline");
});

test("what a server asks a reviewer is asked of the user", async () => {
  await using rig = await testThread(
    [reply(callTool("mcp__test__ask", {}, "c1")), reply(say("looks good"))],
    withServer(),
  );
  rig.thread.submit({
    type: "review",
    review_request: { target: { type: "custom", instructions: "look" } },
  });
  const { id } = await rig.log.next("elicitation_request");
  rig.thread.submit({
    type: "resolve_elicitation",
    server_name: "test",
    request_id: id,
    decision: "decline",
  });
  await rig.log.next("exited_review_mode");
  expect(rig.model.request(1).toolOutput("c1")).toContain("decline");
});

test("the tools, resources and logins of the servers are told on request", async () => {
  await using rig = await testThread([], withServer());
  const id = rig.thread.submit({ type: "list_mcp_tools" });
  const { msg } = await rig.log.find((event) => event.id === id);
  expect(msg).toMatchObject({
    type: "mcp_list_tools_response",
    tools: {
      mcp__test__echo: { name: "echo", description: "does echo", inputSchema: { required: ["text"] } },
    },
    resources: {
      test: [
        { uri: "mem://a", name: "a" },
        { uri: "mem://b", name: "b" },
      ],
    },
    resource_templates: { test: [{ uriTemplate: "mem://{name}", name: "any" }] },
    auth_statuses: { test: "unsupported" },
  });
});

test("a thread that is closed does not wait for a list that nobody gets", async () => {
  await using rig = await testThread([], withServer("mute"));
  rig.thread.submit({ type: "list_mcp_tools" });
  await rig.thread.close();
  expect(kinds(rig.log.events.map(({ msg }) => msg))).not.toContain("mcp_list_tools_response");
});

test("servers that confine commands hear of the sandbox at their start and at each change", async () => {
  await using rig = await testThread(
    [reply(callTool("mcp__test__sandbox", {}, "c1")), reply(say("done"))],
    withServer("confining"),
  );
  await rig.log.next("mcp_startup_complete");
  rig.override({ sandbox_policy: { ...FULL_ACCESS } });
  rig.override({ sandbox_policy: WORKSPACE });
  await rig.turn("go");
  const [part] = JSON.parse(String(rig.model.request(1).toolOutput("c1")));
  const heard = JSON.parse(part.text) as readonly { readonly [member: string]: unknown }[];
  expect(heard.map(({ sandboxPolicy }) => sandboxPolicy)).toEqual([FULL_ACCESS, WORKSPACE]);
  expect(heard[1]).toMatchObject({
    codexLinuxSandboxExe: null,
    sandboxCwd: rig.repo.path,
    useLinuxSandboxBwrap: false,
  });
});
