/** What the events and the model learn of commands that end in unusual ways; as recorded from Codex 0.99.0. */
import { callTool, completed, itemDone, reply, say, stream } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { testThread, WORKSPACE } from "./test-thread.ts";

/** A busy machine may take a command that ends at once for a longer one, but not every time. */
const TRIES = 20;

async function untilEarly(happens: () => Promise<boolean>): Promise<void> {
  for (let left = TRIES; left > 0; left -= 1) if (await happens()) return;
  throw new Error(`none of ${TRIES} commands ended within the first moment`);
}

function run(cmd: string, more: object = {}) {
  return reply(callTool("exec_command", { cmd, login: false, ...more }, "c1"));
}

test("of a command that ends at once events tell what the model reads, of a longer one everything", async () => {
  await using rig = await testThread([
    run("sleep 0.3; seq 1 2000", { max_output_tokens: 10 }),
    reply(say("done")),
    ...Array.from({ length: TRIES }, () => [
      run("seq 1 2000", { max_output_tokens: 10 }),
      reply(say("done")),
    ]).flat(),
  ]);
  const [long] = ofKind(await rig.turn("a"), "exec_command_end");
  await untilEarly(async () => {
    const [short] = ofKind(await rig.turn("b"), "exec_command_end");
    expect(short?.aggregated_output).toMatch(
      /^(Total output lines: 2000\n\n1\n2\n3.*tokens truncated…|1\n2\n3\n)/s,
    );
    return short?.aggregated_output.startsWith("Total output lines") ?? false;
  });
  expect(long?.aggregated_output).toMatch(/^1\n2\n3\n/);
  expect(long?.aggregated_output).toHaveLength(8893);
});

test.each([
  [false, -1],
  [true, 1],
])("a death by signal on a terminal (%s) is exit code %i", async (tty, code) => {
  await using rig = await testThread([run("kill -9 $$", { tty }), reply(say("done"))]);
  const [end] = ofKind(await rig.turn("go"), "exec_command_end");
  expect(end?.exit_code).toBe(code);
  expect(rig.model.request(1).toolOutput("c1")).toContain(`Process exited with code ${code}\n`);
});

test("the model hears of a command that was denied or could not start; the events need not", async () => {
  await using rig = await testThread(
    [
      run("touch ../outside"),
      run("pwd", { workdir: "nowhere" }),
      run("sleep 0.3; touch ../outside"),
      reply(say("done")),
      ...Array.from({ length: TRIES }, () => [run("touch ../outside"), reply(say("done"))]).flat(),
    ],
    { settings: { sandboxPolicy: WORKSPACE } },
  );
  const events = await rig.turn("go");
  // Of what ends within the first moment nothing is told. How much that is depends on the machine.
  const begun = ofKind(events, "exec_command_begin");
  expect(begun.map((begin) => begin.command.at(-1))).toContain("sleep 0.3; touch ../outside");
  expect(ofKind(events, "exec_command_end")).toHaveLength(begun.length);
  for (const request of [1, 2, 3]) {
    expect(rig.model.request(request).toolOutput("c1")).toMatch(/^exec_command failed: /);
  }
  expect(rig.model.request(1).toolOutput("c1")).toContain("touch: cannot touch '../outside'");
  await untilEarly(async () => !kinds(await rig.turn("again")).includes("exec_command_begin"));
});

test("bytes that are not UTF-8 become replacement characters", async () => {
  await using rig = await testThread([run("printf 'a\\377b\\303'"), reply(say("done"))]);
  const [end] = ofKind(await rig.turn("go"), "exec_command_end");
  expect(end?.aggregated_output).toBe("a\u{fffd}b\u{fffd}");
});

test.each([
  { yield_time_ms: -1 },
  { yield_time_ms: 250.5 },
  { max_output_tokens: "5" },
  { sandbox_permissions: null },
])("refuses %j", async (args) => {
  await using rig = await testThread([run("echo ran", args), reply(say("done"))]);
  expect(kinds(await rig.turn("go"))).not.toContain("exec_command_begin");
  expect(rig.model.request(1).toolOutput("c1")).toMatch(/^failed to parse function arguments: /);
});

test("a patch inside a command is answered as JSON, with a note before that", async () => {
  const cmd = "apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: a.txt\n+a\n*** End Patch\nEOF\n";
  await using rig = await testThread([run(cmd), reply(say("done"))]);
  await rig.turn("go");
  const lines = (await rig.rollout()).map(({ type, payload }) => {
    const { type: kind = type, role, output } = payload as { type?: string; role?: string; output?: string };
    return { kind, role, output };
  });
  const from = lines.findIndex(({ kind }) => kind === "function_call");
  expect(lines.slice(from, from + 4).map(({ kind, role }) => role ?? kind)).toEqual([
    "function_call",
    "token_count",
    "user",
    "function_call_output",
  ]);
  expect(JSON.parse(lines[from + 3]?.output ?? "")).toMatchObject({
    output: "Success. Updated the following files:\nA a.txt\n",
    metadata: { exit_code: 0 },
  });
});

test("the rollout keeps items in the form of requests", async () => {
  const annotated = { type: "output_text" as const, text: "hi", annotations: [] };
  await using rig = await testThread([
    stream(
      "end",
      itemDone({ type: "reasoning", id: "r", summary: [] }),
      itemDone({
        type: "message",
        id: "m",
        role: "system",
        content: [{ type: "output_text", text: "hm" }],
      }),
      itemDone({ type: "message", id: "m", role: "assistant", status: "completed", content: [annotated] }),
      completed("resp"),
    ),
  ]);
  await rig.turn("go");
  const items = (await rig.rollout())
    .filter(({ type }) => type === "response_item")
    .map(({ payload }) => payload);
  expect(items.slice(-3)).toEqual([
    { type: "reasoning", summary: [], content: null, encrypted_content: null },
    { type: "message", role: "system", content: [{ type: "output_text", text: "hm" }] },
    { type: "message", role: "assistant", content: [{ type: "output_text", text: "hi" }] },
  ]);
});

test.each([
  ["printf %050000d 7", /^Exit code: 0\nWall time: [\d.]+ seconds\nOutput:\n0+…2500 tokens truncated…0+7$/],
  ["seq 1 20000", /^Exit code: 0\nWall time: [\d.]+ seconds\nTotal output lines: 20000\nOutput:\n1\n2\n/],
])("`shell_command` counts the lines of `%s` only when some are missing", async (command, expected) => {
  await using rig = await testThread(
    [reply(callTool("shell_command", { command, login: false }, "c1")), reply(say("done"))],
    { tools: { unifiedExec: false } },
  );
  await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toMatch(expected);
});
