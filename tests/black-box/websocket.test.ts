import { callTool, cutAfter, reply, say, status } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

/** A provider with WebSockets; `feature` turns them on. */
function socketHome(feature: string) {
  return {
    config: `suppress_unstable_features_warning = true\n[features]\n${feature} = true\n`,
    provider: { supports_websockets: true },
  };
}

const RUN = { cmd: "echo from the shell", login: false };

test.each([
  ["responses_websockets", { type: "response.append" }],
  ["responses_websockets_v2", { type: "response.create", previous_response_id: "resp-1" }],
])("a turn over one connection with %s", async (feature, second) => {
  await using stage = await openStage({
    replies: [reply(callTool("exec_command", RUN, "call-1")), reply(say("All done."))],
    home: socketHome(feature),
  });
  const result = await stage.codex("exec", "--json", "run it");
  expect(result.code).toBe(0);
  expect(result.events.at(-1)).toMatchObject({ type: "turn.completed" });
  expect(result.stderr).not.toContain("no effect");
  expect(stage.model.handshakes).toHaveLength(1);
  expect(stage.model.requests.map(({ socket }) => socket)).toEqual([0, 0]);
  expect(stage.model.request(0).body).toMatchObject({ type: "response.create", tool_choice: "auto" });
  expect(stage.model.request(1).body).toMatchObject(second);
  expect(stage.model.request(1).input.map(({ type }) => type)).toEqual([
    "function_call",
    "function_call_output",
  ]);
  await stage.settle();
});

test("a server that has no WebSockets is asked over HTTP, with a warning", async () => {
  await using stage = await openStage({
    replies: [reply(say("Hello."))],
    handshakes: () => status(404, "no such place"),
    home: socketHome("responses_websockets"),
  });
  const result = await stage.codex("exec", "--json", "hi");
  expect(result.code).toBe(0);
  const errors = result.events.flatMap(({ item }) => (item === undefined ? [] : [item])).slice(0, -1);
  expect(errors).toMatchObject([
    { type: "error", message: expect.stringMatching(/^Falling back from WebSockets to HTTPS transport\. /) },
  ]);
  expect(stage.model.handshakes).toHaveLength(2);
  expect(stage.model.requests.map(({ method, socket }) => ({ method, socket }))).toEqual([
    { method: "POST", socket: undefined },
  ]);
  await stage.settle();
});

test("a connection that breaks is opened again", async () => {
  const { config, provider } = socketHome("responses_websockets");
  await using stage = await openStage({
    replies: [cutAfter(), reply(say("Hello."))],
    home: { config, provider: { ...provider, stream_max_retries: 1 } },
  });
  const result = await stage.codex("exec", "--json", "hi");
  expect(result.code).toBe(0);
  expect(result.events.map(({ type }) => type)).toEqual([
    "thread.started",
    "turn.started",
    "error",
    "item.completed",
    "turn.completed",
  ]);
  expect(stage.model.requests.map(({ socket }) => socket)).toEqual([0, 1]);
  await stage.settle();
});

test("without the feature nobody shakes hands", async () => {
  await using stage = await openStage({
    replies: [reply(say("Hello."))],
    home: { provider: { supports_websockets: true } },
  });
  expect((await stage.codex("exec", "hi")).code).toBe(0);
  expect(stage.model.handshakes).toHaveLength(0);
  await stage.settle();
});
