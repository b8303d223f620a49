/** `exec_command` and `write_stdin` against real processes. */

import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { testThread } from "./test-thread.ts";

/** Replaces what differs from run to run. */
function settled(output: string): string {
  return output
    .replace(/Chunk ID: [0-9a-f]{6}\n/, "Chunk ID: <hex>\n")
    .replace(/Wall time: \d+\.\d{4} seconds/, "Wall time: <s> seconds");
}

function sessionId(output: string): number {
  const found = /session ID (\d+)/.exec(output)?.[1];
  if (found === undefined) throw new Error(`no session in: ${output}`);
  return Number(found);
}

test("tells output and exit code, and announces begin, output and end", async () => {
  await using rig = await testThread([
    reply(callTool("exec_command", { cmd: "echo out; echo err >&2; exit 3", login: false }, "c1")),
    reply(say("done")),
  ]);
  const events = await rig.turn("go");
  expect(settled(rig.model.request(1).toolOutput("c1"))).toBe(
    "Chunk ID: <hex>\nWall time: <s> seconds\nProcess exited with code 3\nOriginal token count: 2\nOutput:\nout\nerr\n",
  );
  const [begin] = ofKind(events, "exec_command_begin");
  const [end] = ofKind(events, "exec_command_end");
  expect(begin).toMatchObject({
    call_id: "c1",
    turn_id: "0",
    command: ["/bin/bash", "-c", "echo out; echo err >&2; exit 3"],
    cwd: rig.repo.path,
    source: "unified_exec_startup",
  });
  expect(end).toMatchObject({
    call_id: "c1",
    exit_code: 3,
    aggregated_output: "out\nerr\n",
    process_id: begin?.process_id,
  });
  const chunks = ofKind(events, "exec_command_output_delta").map((delta) => delta.chunk);
  expect(Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, "base64"))).toString()).toBe("out\nerr\n");
  rig.model.verify();
});

test("gives commands the environment of a tool", async () => {
  await using rig = await testThread([
    reply(
      callTool("exec_command", { cmd: 'echo "$NO_COLOR $TERM $PAGER $CODEX_CI $CODEX_THREAD_ID"' }, "c1"),
    ),
    reply(say("done")),
  ]);
  await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toContain(`1 dumb cat 1 ${rig.thread.id}\n`);
});

test("runs in the folder and with the shell that the model asks for", async () => {
  await using rig = await testThread(
    [
      reply(
        callTool("exec_command", { cmd: "pwd; echo $0", workdir: "sub", shell: "sh", login: false }, "c1"),
        callTool("exec_command", { cmd: "shopt -q login_shell && echo login" }, "c2"),
        callTool("exec_command", { cmd: "shopt -q login_shell || echo plain", login: false }, "c3"),
        callTool("exec_command", { cmd: "true", workdir: "nowhere" }, "c4"),
      ),
      reply(say("done")),
    ],
    { files: { "sub/a.txt": "" } },
  );
  const events = await rig.turn("go");
  const request = rig.model.request(1);
  expect(request.toolOutput("c1")).toContain(`${rig.repo.path}/sub\n`);
  expect(ofKind(events, "exec_command_begin").find((begin) => begin.call_id === "c1")?.command[0]).toMatch(
    /\/sh$/,
  );
  expect(request.toolOutput("c2")).toContain("login\n");
  expect(request.toolOutput("c3")).toContain("plain\n");
  expect(request.toolOutput("c4")).toMatch(/^exec_command failed: .*nowhere/);
});

test("gives a session for what still runs, and its later output to whoever asks", async () => {
  await using rig = await testThread((index, request) => {
    if (index === 0) {
      return reply(
        callTool(
          "exec_command",
          { cmd: "read x; echo got $x", tty: true, yield_time_ms: 250, login: false },
          "c1",
        ),
      );
    }
    if (index > 1) return reply(say("done"));
    const id = sessionId(request.toolOutput("c1"));
    return reply(callTool("write_stdin", { session_id: id, chars: "word\n", yield_time_ms: 5_000 }, "c2"));
  });
  const events = await rig.turn("go");
  const first = rig.model.request(1).toolOutput("c1");
  const second = rig.model.request(2).toolOutput("c2");
  expect(first).not.toContain("exited");
  expect(second).toContain("Process exited with code 0");
  expect(second).toContain("got word");
  expect(second).not.toContain("session ID");
  expect(ofKind(events, "terminal_interaction")).toEqual([
    { type: "terminal_interaction", call_id: "c1", process_id: String(sessionId(first)), stdin: "word\n" },
  ]);
  expect(ofKind(events, "exec_command_end")).toMatchObject([{ call_id: "c1", exit_code: 0 }]);
});

test("refuses to write to pipes and to sessions that are not there", async () => {
  await using rig = await testThread((index, request) => {
    if (index === 0) {
      return reply(
        callTool("exec_command", { cmd: "exec sleep 60", yield_time_ms: 250, login: false }, "c1"),
        callTool("write_stdin", { session_id: 7, chars: "x" }, "c2"),
      );
    }
    if (index > 1) return reply(say("done"));
    return reply(
      callTool("write_stdin", { session_id: sessionId(request.toolOutput("c1")), chars: "x" }, "c3"),
    );
  });
  await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c2")).toBe("write_stdin failed: Unknown process id 7");
  expect(rig.model.request(2).toolOutput("c3")).toBe(
    "write_stdin failed: stdin is closed for this session; rerun exec_command with tty=true to keep stdin open",
  );
});

test("a process outlives its turn, its end belongs to the turn that started it, and a poll tells it", async () => {
  await using rig = await testThread((index, request) => {
    if (index === 0) {
      return reply(
        callTool(
          "exec_command",
          { cmd: "until [ -e go ]; do sleep 0.02; done; echo late", yield_time_ms: 250, login: false },
          "c1",
        ),
      );
    }
    if (index === 2) {
      return reply(callTool("write_stdin", { session_id: sessionId(request.toolOutput("c1")) }, "c2"));
    }
    return reply(say("done"));
  });
  await rig.turn("start it");
  await rig.repo.write({ go: "" });
  const end = await rig.log.find(({ msg }) => msg.type === "exec_command_end");
  expect(end).toMatchObject({ id: "0", msg: { call_id: "c1", exit_code: 0, aggregated_output: "late\n" } });
  const events = await rig.turn("look");
  expect(rig.model.request(3).toolOutput("c2")).toContain("Process exited with code 0");
  expect(rig.model.request(3).toolOutput("c2")).toContain("late\n");
  expect(ofKind(events, "terminal_interaction")).toMatchObject([{ call_id: "c1", stdin: "" }]);
});

test("cuts big output to what the model asked for, and counts the lines", async () => {
  await using rig = await testThread([
    reply(
      callTool("exec_command", { cmd: "seq 1 20000", max_output_tokens: 100, login: false }, "c1"),
      callTool("exec_command", { cmd: "seq 1 100", max_output_tokens: 0, login: false }, "c2"),
      callTool("exec_command", { cmd: "seq 1 100", max_output_tokens: -5, login: false }, "c3"),
    ),
    reply(say("done")),
  ]);
  await rig.turn("go");
  const output = rig.model.request(1).toolOutput("c1");
  expect(output).toContain("Original token count: 27224\n");
  expect(output).toContain("Output:\nTotal output lines: 20000\n\n1\n2\n");
  expect(output).toContain("tokens truncated…");
  expect(output.length).toBeLessThan(700);
  expect(output.endsWith("20000\n")).toBe(true);
  expect(rig.model.request(1).toolOutput("c2")).toMatch(/\n\n…73 tokens truncated…$/);
  expect(rig.model.request(1).toolOutput("c3")).toMatch(/^failed to parse function arguments: /);
});

test("`clean_background_terminals` ends processes and leaves the turn alone", async () => {
  await using rig = await testThread([
    reply(callTool("exec_command", { cmd: "exec sleep 60", yield_time_ms: 250, login: false }, "c1")),
    reply(say("done")),
  ]);
  await rig.turn("go");
  rig.thread.submit({ type: "clean_background_terminals" });
  const end = await rig.log.next("exec_command_end");
  expect(end).toMatchObject({ call_id: "c1", exit_code: -1 });
  expect(kinds(rig.log.events.map((event) => event.msg))).not.toContain("turn_aborted");
});

test("the grammar is not loaded for simple scripts", async () => {
  await using rig = await testThread([
    reply(
      callTool("exec_command", { cmd: "ls -la | head -n 3 && git status" }, "c1"),
      callTool("exec_command", { cmd: 'grep -n "a b" README.md' }, "c2"),
    ),
    reply(callTool("exec_command", { cmd: "for i in 1 2; do echo $i; done" }, "c3")),
    reply(say("done")),
  ]);
  rig.start("go");
  await rig.model.waitForRequest(1, AbortSignal.timeout(10_000));
  expect(rig.grammarLoads()).toBe(0);
  await rig.finished("0");
  expect(rig.grammarLoads()).toBeGreaterThan(0);
});

test("an engine that could not be opened is opened by the next command", async () => {
  let openings = 0;
  await using rig = await testThread(
    [
      reply(callTool("exec_command", { cmd: "echo one", login: false }, "c1")),
      reply(callTool("exec_command", { cmd: "echo two", login: false }, "c2")),
      reply(say("done")),
    ],
    {
      services: (real) => ({
        openExecHost(signal) {
          openings += 1;
          return openings === 1 ? Promise.reject(new Error("disk full")) : real.openExecHost(signal);
        },
      }),
    },
  );
  await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toBe("exec_command failed: disk full");
  expect(rig.model.request(2).toolOutput("c2")).toContain("two\n");
});

test("control characters reach the terminal as they are", async () => {
  await using rig = await testThread((index, request) => {
    if (index === 0) {
      return reply(
        callTool("exec_command", { cmd: "exec sleep 60", tty: true, yield_time_ms: 250, login: false }, "c1"),
      );
    }
    if (index > 1) return reply(say("done"));
    const id = sessionId(request.toolOutput("c1"));
    return reply(callTool("write_stdin", { session_id: id, chars: "\u0003", yield_time_ms: 5_000 }, "c2"));
  });
  await rig.turn("go");
  expect(rig.model.request(2).toolOutput("c2")).toContain("Process exited with code 1\n");
});

test("a model that leaves many sessions open is told so", async () => {
  const open = (id: number) =>
    callTool("exec_command", { cmd: "exec sleep 60", yield_time_ms: 250, login: false }, `c${id}`);
  await using rig = await testThread([
    reply(...Array.from({ length: 59 }, (_, id) => open(id))),
    reply(open(59)),
    reply(say("done")),
  ]);
  await rig.turn("go");
  const notes = (index: number) => rig.model.request(index).texts("user").length;
  expect([notes(1) - notes(0), notes(2) - notes(1)]).toEqual([0, 1]);
}, 60_000);
