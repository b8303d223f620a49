/** A turn as a client sees it. */

import { callTool, reasoning, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { testThread } from "./test-thread.ts";

test("announces a plain turn in the order of 0.99.0, older twins right behind their items", async () => {
  await using rig = await testThread([reply(reasoning(["thinking"]), say("hello there"))]);
  const events = await rig.turn("hi");
  expect(kinds(events)).toEqual([
    "task_started",
    "raw_response_item",
    "item_started",
    "item_completed",
    "user_message",
    "token_count",
    "item_started",
    "item_completed",
    "agent_reasoning",
    "raw_response_item",
    "item_started",
    "agent_message_content_delta",
    "agent_message_delta",
    "agent_message_content_delta",
    "agent_message_delta",
    "item_completed",
    "agent_message",
    "raw_response_item",
    "token_count",
    "task_complete",
  ]);
  expect(events.at(-1)).toEqual({ type: "task_complete", last_agent_message: "hello there" });
  rig.model.verify();
});

test("records the outputs of tools in the order of the calls, after all items of the response", async () => {
  await using rig = await testThread([
    reply(
      callTool(
        "exec_command",
        { cmd: "until [ -e made ]; do sleep 0.02; done; echo slow", login: false },
        "slow",
      ),
      callTool("exec_command", { cmd: "touch made; echo quick", login: false }, "quick"),
      say("working"),
    ),
    reply(say("done")),
  ]);
  const events = await rig.turn("go");
  const items = ofKind(events, "raw_response_item").map(({ item }) =>
    "call_id" in item ? `${item.type} ${item.call_id}` : item.type,
  );
  expect(items).toEqual([
    "message",
    "function_call slow",
    "function_call quick",
    "message",
    "function_call_output slow",
    "function_call_output quick",
    "message",
  ]);
  expect(rig.model.request(1).toolOutput("quick")).toContain("quick");
  rig.model.verify();
});
