import {
  chatCall,
  chatDelta,
  chatEnd,
  chatReply,
  chatStream,
  normalise,
  status,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage } from "./stage.ts";

/** A local server without the Responses API, and a model that no catalogue knows. */
const LOCAL = { provider: { wire_api: "chat" }, config: 'model = "qwen3-coder"' };

const RUN = JSON.stringify({ cmd: "echo from the shell", login: false });

test("a turn with a tool over chat completions", async () => {
  await using stage = await openStage({
    replies: [
      chatReply(
        chatDelta({ role: "assistant", reasoning_content: "Let me " }),
        chatDelta({ reasoning_content: "look." }),
        chatDelta({ content: "One moment." }),
        chatCall({ index: 0, id: "call-1", name: "exec_command", arguments: RUN.slice(0, 9) }),
        chatCall({ index: 0, arguments: RUN.slice(9) }),
        chatEnd("tool_calls"),
      ),
      chatReply(chatDelta({ content: "All " }), chatDelta({ content: "done." }), chatEnd("stop")),
    ],
    home: LOCAL,
  });
  const result = await stage.codex("exec", "--json", "run it");
  expect(result).toMatchObject({ code: 0, stderr: "" });
  expect(normalise(result.events)).toMatchObject([
    { type: "thread.started" },
    { type: "turn.started" },
    { type: "item.completed", item: { type: "agent_message", text: "One moment." } },
    { type: "item.started", item: { type: "command_execution", status: "in_progress" } },
    {
      type: "item.completed",
      item: { type: "command_execution", aggregated_output: "from the shell\n", exit_code: 0 },
    },
    { type: "item.completed", item: { type: "agent_message", text: "All done." } },
    { type: "turn.completed", usage: { input_tokens: 200, cached_input_tokens: 0, output_tokens: 20 } },
  ]);
  const [first, second] = stage.model.requests;
  expect(first?.path).toBe("/v1/chat/completions");
  expect(first?.body).toMatchObject({ model: "qwen3-coder", stream: true });
  expect(first?.toolNames()).toContain("exec_command");
  expect(first?.input.map(({ role }) => role)).toEqual(["system", "user"]);
  expect(second?.toolOutput("call-1")).toContain("from the shell");
  expect(second?.input[2]).toMatchObject({
    role: "assistant",
    content: "One moment.",
    reasoning_content: "Let me look.",
    tool_calls: [{ id: "call-1", function: { name: "exec_command", arguments: RUN } }],
  });
  await stage.settle();
});

test("a patch as a function becomes a change of the files", async () => {
  const input = "*** Begin Patch\n*** Add File: new.txt\n+hello\n*** End Patch";
  await using stage = await openStage({
    replies: [
      chatReply(
        chatCall({ index: 0, id: "p", name: "apply_patch", arguments: JSON.stringify({ input }) }),
        chatEnd("tool_calls"),
      ),
      chatReply(chatDelta({ content: "Patched." }), chatEnd("stop")),
    ],
    home: { ...LOCAL, config: `${LOCAL.config}\n[features]\napply_patch_freeform = true` },
  });
  const result = await stage.codex("exec", "--full-auto", "--json", "patch it");
  expect(result.code).toBe(0);
  expect(result.events).toContainEqual(
    expect.objectContaining({
      type: "item.completed",
      item: expect.objectContaining({ type: "file_change", status: "completed" }),
    }),
  );
  expect(await stage.repo.read("new.txt")).toBe("hello\n");
  expect(stage.model.request(1).toolOutput("p")).toContain("new.txt");
  await stage.settle();
});

test("an answer that the server cuts off fails with what to do", async () => {
  await using stage = await openStage({
    replies: [chatStream(chatDelta({ content: "half" }), chatEnd("length"), "[DONE]")],
    home: LOCAL,
  });
  const result = await stage.codex("exec", "go");
  expect(result.code).toBe(1);
  expect(result.stderr).toContain("OLLAMA_CONTEXT_LENGTH");
  await stage.settle();
});

test("a resumed thread goes on over the other API", async () => {
  await using stage = await openStage({
    replies: [
      chatReply(chatCall({ name: "exec_command", arguments: RUN }), chatEnd("tool_calls")),
      chatReply(chatDelta({ content: "Done." }), chatEnd("stop")),
      status(400, "enough"),
    ],
    home: LOCAL,
  });
  await stage.codex("exec", "first");
  const result = await stage.codex(
    "exec",
    "-c",
    'model_providers.scripted.wire_api="responses"',
    "resume",
    "--last",
    "second",
  );
  expect(result.code).toBe(1);
  const request = stage.model.request(2);
  expect(request.path).toBe("/v1/responses");
  const calls = request.input.filter(({ type }) => type === "function_call");
  expect(calls).toHaveLength(1);
  expect(request.toolOutput(String(calls[0]?.["call_id"]))).toContain("from the shell");
  await stage.settle();
});
