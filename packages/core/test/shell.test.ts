/** The one-shot shell tools. */

import { callTool, customCall, functionCall, localShellCall, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { testThread } from "./test-thread.ts";

const UNOFFERED = { tools: { unifiedExec: false } };

test("`shell` answers in JSON, `shell_command` in lines, for a model without a freeform patch tool", async () => {
  await using rig = await testThread(
    [
      reply(
        callTool("shell", { command: ["printf", "a\\nb"] }, "c1"),
        callTool("shell_command", { command: "printf x; exit 2" }, "c2"),
        callTool("container.exec", { command: ["echo", "old"] }, "c3"),
        localShellCall(["echo", "local"], "c4"),
        callTool("local_shell", { command: ["echo", "function"] }, "c5"),
      ),
      reply(say("done")),
    ],
    { ...UNOFFERED, model: "unknown-model" },
  );
  const events = await rig.turn("go");
  const request = rig.model.request(1);
  if (request.toolNames().includes("apply_patch")) throw new Error("the model should have no patch tool");
  expect(JSON.parse(request.toolOutput("c1"))).toEqual({
    output: "a\nb",
    metadata: { exit_code: 0, duration_seconds: expect.any(Number) },
  });
  expect(request.toolOutput("c2")).toMatch(/^Exit code: 2\nWall time: [\d.]+ seconds\nOutput:\nx$/);
  expect(JSON.parse(request.toolOutput("c3"))).toMatchObject({ output: "old\n" });
  expect(JSON.parse(request.toolOutput("c4"))).toMatchObject({ output: "local\n" });
  expect(JSON.parse(request.toolOutput("c5"))).toMatchObject({ output: "function\n" });
  expect(ofKind(events, "exec_command_begin").map((begin) => [begin.call_id, begin.source])).toEqual(
    expect.arrayContaining([["c1", "agent"]]),
  );
  expect(ofKind(events, "exec_command_end").find((end) => end.call_id === "c2")).toMatchObject({
    exit_code: 2,
    stdout: "x",
    command: ["/bin/bash", "-lc", "printf x; exit 2"],
  });
});

test("beside a freeform patch tool the model reads lines, and the rollout keeps JSON", async () => {
  await using rig = await testThread(
    [reply(callTool("shell", { command: ["echo", "hi"] }, "c1")), reply(say("done"))],
    UNOFFERED,
  );
  await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toMatch(
    /^Exit code: 0\nWall time: [\d.]+ seconds\nOutput:\nhi\n$/,
  );
  const outputs = (await rig.rollout()).filter(({ payload }) =>
    JSON.stringify(payload).includes("exit_code"),
  );
  expect(outputs).toHaveLength(1);
});

test("kills what takes too long and says so", async () => {
  await using rig = await testThread([
    reply(
      callTool(
        "shell_command",
        { command: "echo early; exec sleep 60", timeout_ms: 300, login: false },
        "c1",
      ),
    ),
    reply(callTool("shell_command", { command: "echo fine", timeout: 1e12, login: false }, "c2")),
    reply(say("done")),
  ]);
  const events = await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toMatch(
    /^Exit code: 124\nWall time: [\d.]+ seconds\nOutput:\ncommand timed out after 300 milliseconds\nearly\n$/,
  );
  expect(rig.model.request(2).toolOutput("c2")).toContain("Exit code: 0");
  expect(ofKind(events, "exec_command_end")[0]).toMatchObject({
    exit_code: 124,
    stdout: "early\n",
    formatted_output: "command timed out after 300 milliseconds\nearly\n",
  });
});

test("tells of programs that are not there", async () => {
  await using rig = await testThread([
    reply(
      callTool("shell", { command: ["no-such-program-here"] }, "c1"),
      callTool("shell", { command: [] }, "c2"),
      callTool("shell_command", { command: "no-such-program-here" }, "c3"),
    ),
    reply(say("done")),
  ]);
  const events = await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toMatch(/no-such-program-here.*not found/s);
  expect(rig.model.request(1).toolOutput("c2")).toContain("command");
  expect(rig.model.request(1).toolOutput("c3")).toContain("Exit code: 127");
  const begun = ofKind(events, "exec_command_begin").map((begin) => begin.call_id);
  const ended = ofKind(events, "exec_command_end").map((end) => end.call_id);
  expect([...ended].sort()).toEqual([...begun].sort());
});

test("answers calls that make no sense", async () => {
  await using rig = await testThread([
    reply(
      callTool("no_such_tool", {}, "c1"),
      customCall("no_such_custom", "x", "c2"),
      functionCall("exec_command", "{not json", "c3"),
      functionCall("exec_command", '{"cmd": 5}', "c4"),
      callTool("exec_command", { cmd: "echo x", login: null }, "c8"),
      callTool("exec_command", { cmd: "echo x", yield_time_ms: null }, "c9"),
      customCall("update_plan", "x", "c5"),
      callTool("web_search", {}, "c6"),
      functionCall("update_plan", '{"plan":[{"step":"a","status":"started"}]}', "c7"),
    ),
    reply(say("done")),
  ]);
  const events = await rig.turn("go");
  const request = rig.model.request(1);
  expect(request.toolOutput("c1")).toBe("unsupported call: no_such_tool");
  expect(request.toolOutput("c2")).toBe("unsupported custom tool call: no_such_custom");
  expect(request.outputItem("c2")).toMatchObject({ type: "custom_tool_call_output" });
  expect(request.toolOutput("c3")).toMatch(/^failed to parse function arguments: /);
  expect(request.toolOutput("c4")).toBe("failed to parse function arguments: `cmd`: expected string");
  expect(request.toolOutput("c8")).toBe("failed to parse function arguments: `login`: expected boolean");
  expect(request.toolOutput("c9")).toMatch(/^failed to parse function arguments: `yield_time_ms`: /);
  expect(request.toolOutput("c5")).toBe("aborted");
  expect(request.toolOutput("c6")).toBe("unsupported call: web_search");
  expect(request.toolOutput("c7")).toContain("pending, in_progress, completed");
  expect(kinds(events)).not.toContain("error");
});

test("without the shell feature no shell tool exists, under any name", async () => {
  await using rig = await testThread(
    [
      reply(
        callTool("shell", { command: ["echo", "a"] }, "c1"),
        callTool("exec_command", { cmd: "echo a" }, "c2"),
        callTool("shell_command", { command: "echo a" }, "c3"),
        localShellCall(["echo", "a"], "c4"),
      ),
      reply(say("done")),
    ],
    { tools: { shellTool: false } },
  );
  const events = await rig.turn("go");
  for (const [id, name] of Object.entries({
    c1: "shell",
    c2: "exec_command",
    c3: "shell_command",
    c4: "local_shell",
  })) {
    expect(rig.model.request(1).toolOutput(id)).toBe(`unsupported call: ${name}`);
  }
  expect(kinds(events)).not.toContain("exec_command_begin");
});

test("session tools are unknown where the model works with one-shot commands", async () => {
  await using rig = await testThread(
    [reply(callTool("exec_command", { cmd: "echo a" }, "c1")), reply(say("done"))],
    UNOFFERED,
  );
  await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toBe("unsupported call: exec_command");
});

test("parallel tools run side by side, exclusive ones alone", async () => {
  const wait = (own: string, other: string) =>
    `touch ${own}; for i in $(seq 200); do [ -e ${other} ] && echo met && exit; sleep 0.02; done; echo alone`;
  await using rig = await testThread([
    reply(
      callTool("exec_command", { cmd: wait("a", "b"), login: false }, "c1"),
      callTool("exec_command", { cmd: wait("b", "a"), login: false }, "c2"),
    ),
    // `shell` is known here but not offered, and what is not offered runs alone.
    reply(
      callTool("shell", { command: ["sh", "-c", "touch c; sleep 0.2; rm c"] }, "c3"),
      callTool("shell", { command: ["sh", "-c", "[ -e c ] && echo together || echo alone"] }, "c4"),
    ),
    reply(say("done")),
  ]);
  await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toContain("met");
  expect(rig.model.request(1).toolOutput("c2")).toContain("met");
  expect(rig.model.request(2).toolOutput("c4")).toContain("alone");
});
