/** What goes wrong with requests, and what a turn makes of it. */

import {
  callTool,
  completed,
  created,
  cutAfter,
  drop,
  failedResponse,
  holdUntil,
  reply,
  replyWith,
  resetAfter,
  say,
  status,
  stream,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { testThread } from "./test-thread.ts";

test("a refused request ends the turn with the server's words", async () => {
  await using rig = await testThread([status(400, "no such thing"), reply(say("fine"))]);
  const events = await rig.turn("go");
  expect(events.slice(-2)).toEqual([
    { type: "error", message: "no such thing", codex_error_info: "other" },
    { type: "task_complete", last_agent_message: null },
  ]);
  expect((await rig.turn("again")).at(-1)).toMatchObject({ last_agent_message: "fine" });
  expect(rig.model.request(1).texts("user").slice(-2)).toEqual(["go", "again"]);
});

test("too many requests are tried again, within the budget of the request", async () => {
  await using rig = await testThread([status(429, "slow down"), reply(say("fine"))], {
    requestMaxRetries: 1,
  });
  const events = await rig.turn("go");
  expect(events.at(-1)).toMatchObject({ last_agent_message: "fine" });
  expect(kinds(events)).not.toContain("error");
});

test("server errors cost (stream retries + 1) × (request retries + 1) requests", async () => {
  await using rig = await testThread(() => status(500, "oops"), {
    requestMaxRetries: 1,
    streamMaxRetries: 2,
  });
  const events = await rig.turn("go");
  expect(rig.model.requests).toHaveLength(6);
  expect(ofKind(events, "stream_error").map((error) => error.message)).toEqual([
    "Reconnecting... 1/2",
    "Reconnecting... 2/2",
  ]);
  expect(events.at(-2)).toMatchObject({ type: "error", codex_error_info: "internal_server_error" });
  expect(events.at(-1)).toEqual({ type: "task_complete", last_agent_message: null });
});

test("a broken stream is asked again with the same input, and what it brought stays", async () => {
  await using rig = await testThread([cutAfter(say("half")), resetAfter(), drop(), reply(say("whole"))], {
    streamMaxRetries: 3,
  });
  const events = await rig.turn("go");
  expect(rig.model.request(3).input).toEqual(rig.model.request(0).input);
  expect(ofKind(events, "stream_error")).toMatchObject([
    { message: "Reconnecting... 1/3", codex_error_info: { response_stream_disconnected: {} } },
    { message: "Reconnecting... 2/3" },
    { message: "Reconnecting... 3/3" },
  ]);
  expect(ofKind(events, "agent_message").map((message) => message.message)).toEqual(["half", "whole"]);
});

test("a stream that breaks takes running tools with it and keeps what finished ones said", async () => {
  const finished = Promise.withResolvers<void>();
  await using rig = await testThread(
    [
      stream(
        "reset",
        created("r"),
        callTool("exec_command", { cmd: "echo one > done; echo did it", login: false }, "c1"),
        callTool("exec_command", { cmd: "exec sleep 60", login: false }, "c2"),
        holdUntil(finished.promise),
      ),
      reply(callTool("update_plan", { plan: [] }, "c3")),
      reply(say("fine")),
    ],
    { streamMaxRetries: 1 },
  );
  const turn = rig.start("go");
  await rig.log.next("exec_command_end");
  finished.resolve();
  const events = await rig.finished(turn);
  expect(
    ofKind(events, "exec_command_end")
      .map((end) => end.call_id)
      .sort(),
  ).toEqual(["c1", "c2"]);
  for (const request of [rig.model.request(1), rig.model.request(2)]) {
    expect(request.toolOutput("c1")).toContain("did it");
    expect(request.toolOutput("c2")).toBe("aborted");
  }
  expect(rig.model.request(2).toolOutput("c3")).toBe("Plan updated");
});

test("a history that is too long counts as full", async () => {
  await using rig = await testThread([failedResponse("context_length_exceeded", "too long")]);
  const events = await rig.turn("go");
  expect(events.at(-2)).toMatchObject({ type: "error", codex_error_info: "context_window_exceeded" });
  expect(ofKind(events, "token_count").at(-1)?.info).toMatchObject({
    total_token_usage: { total_tokens: 258_400 },
    model_context_window: 258_400,
  });
});

test("a used-up plan is not tried again, and its limits are told", async () => {
  const body = { error: { type: "usage_limit_reached", plan_type: "plus", resets_at: 4_000_000_000 } };
  const headers = { "x-codex-primary-used-percent": "100", "x-codex-primary-window-minutes": "60" };
  await using rig = await testThread([status(429, body, headers)], {
    requestMaxRetries: 2,
    streamMaxRetries: 2,
  });
  const events = await rig.turn("go");
  expect(events.at(-2)).toMatchObject({ type: "error", codex_error_info: "usage_limit_exceeded" });
  expect(ofKind(events, "token_count").at(-1)?.rate_limits).toMatchObject({ primary: { used_percent: 100 } });
});

test("usage adds up, and a response without any says so too", async () => {
  await using rig = await testThread([
    replyWith({ usage: { input: 1000, cached: 200, output: 50, reasoning: 20 } }, say("one")),
    stream("end", created("r"), say("two"), completed("r")),
    replyWith({ usage: { input: 10, cached: 0, output: 5, reasoning: 0 } }, say("three")),
  ]);
  await rig.turn("a");
  const second = await rig.turn("b");
  const third = await rig.turn("c");
  expect(ofKind(second, "token_count")).toHaveLength(2);
  expect(ofKind(second, "token_count").at(-1)?.info?.total_token_usage.total_tokens).toBe(1050);
  expect(ofKind(third, "token_count").at(-1)?.info).toEqual({
    total_token_usage: {
      input_tokens: 1010,
      cached_input_tokens: 200,
      output_tokens: 55,
      reasoning_output_tokens: 20,
      total_tokens: 1065,
    },
    last_token_usage: {
      input_tokens: 10,
      cached_input_tokens: 0,
      output_tokens: 5,
      reasoning_output_tokens: 0,
      total_tokens: 15,
    },
    model_context_window: 258_400,
  });
});
