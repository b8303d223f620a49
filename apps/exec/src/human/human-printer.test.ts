import type { ServerNotification, ThreadItem } from "@codex-ts/protocol/app-server";
import { expect, test } from "@jest/globals";
import {
  command,
  completed,
  ended,
  failure,
  plan,
  started,
  turnCompleted,
  turnStarted,
  usage,
  warning,
} from "../../test/notifications.ts";
import { createHumanPrinter } from "./human-printer.ts";
import { createLineWriter } from "./line-writer.ts";
import { createPaint } from "./paint.ts";

/** What is written for these notifications. */
function print(
  notifications: readonly ServerNotification[],
  options: {
    readonly isColored?: boolean;
    readonly hidesReasoning?: boolean;
    readonly showsRaw?: boolean;
  } = {},
): string {
  let written = "";
  const printer = createHumanPrinter({
    lines: createLineWriter({
      write: (text) => {
        written += text;
      },
    }),
    paint: createPaint(options.isColored ?? false),
    hidesReasoning: options.hidesReasoning ?? false,
    showsRawReasoning: options.showsRaw ?? false,
  });
  for (const notification of notifications) printer.print(notification);
  return written;
}

const patch = (status: "inProgress" | "completed" | "failed" | "declined"): ThreadItem => ({
  type: "fileChange",
  id: "p",
  status,
  changes: [
    { path: "/repo/a.txt", kind: { type: "add" }, diff: "new\n" },
    {
      path: "/repo/b.txt",
      kind: { type: "update", move_path: "/repo/c.txt" },
      diff: "@@\n-old\n+new\n\n\nMoved to: /repo/c.txt",
    },
  ],
});

const diff = (text: string): ServerNotification => ({
  method: "turn/diff/updated",
  params: { threadId: "t", turnId: "0", diff: text },
});

const reasoning: ThreadItem = {
  type: "reasoning",
  id: "r",
  summary: ["**Plan**", "Look."],
  content: ["raw"],
};

const WHOLE_TURN: readonly ServerNotification[] = [
  warning("an unknown key"),
  { method: "deprecationNotice", params: { summary: "old key", details: "use the new one" } },
  turnStarted,
  completed(reasoning),
  started(command("ok")),
  completed(ended("ok", 0, "one\ntwo\n")),
  started(command("bad")),
  completed(ended("bad", 3, null)),
  started(patch("inProgress")),
  {
    method: "item/fileChange/outputDelta",
    params: { threadId: "t", turnId: "0", itemId: "p", delta: "Success.\n" },
  },
  completed(patch("completed")),
  diff("diff --git a b\n"),
  diff("diff --git a b\n"),
  plan(
    { step: "look", status: "completed" },
    { step: "act", status: "inProgress" },
    { step: "tell", status: "pending" },
  ),
  started({ type: "webSearch", id: "w", query: "", action: null }),
  completed({ type: "webSearch", id: "w", query: "weather", action: null }),
  completed({ type: "imageView", id: "i", path: "/repo/x.png" }),
  completed({ type: "contextCompaction", id: "c" }),
  failure("Reconnecting... 1/5", "stream cut"),
  completed({ type: "agentMessage", id: "m", text: "Done." }),
  usage(2400, 400, 68),
  turnCompleted(),
];

test("a whole turn, plain", () => {
  expect(print(WHOLE_TURN)).toMatchInlineSnapshot(`
"warning: an unknown key
deprecated: old key
use the new one
thinking
**Plan**

Look.
exec
/bin/bash -lc 'run ok' in /repo succeeded in 51ms:
one
two
exec
/bin/bash -lc 'run bad' in /repo exited 3 in 51ms:
file update
A /repo/a.txt
new
R /repo/b.txt -> /repo/c.txt
@@
-old
+new
Success.
patch applied
file update:
diff --git a b
Plan update
step by step
  ✓ look
  → act
  • tell
🌐 Searching the web...
🌐 Searched: weather
viewed image /repo/x.png
context compacted
Reconnecting... 1/5 (stream cut)
codex
Done.
tokens used
2,068
"
`);
});

test("a whole turn, in colours", () => {
  expect(print(WHOLE_TURN, { isColored: true }).replaceAll("\u001b", "␛")).toMatchInlineSnapshot(`
"␛[1m␛[33mwarning:␛[39m␛[22m an unknown key
␛[1m␛[35mdeprecated:␛[39m␛[22m old key
␛[2muse the new one␛[22m
␛[3m␛[35mthinking␛[39m␛[23m
**Plan**

Look.
␛[3m␛[35mexec␛[39m␛[23m
␛[1m/bin/bash -lc 'run ok'␛[22m in /repo␛[32m succeeded in 51ms:␛[39m
␛[2mone
two␛[22m
␛[3m␛[35mexec␛[39m␛[23m
␛[1m/bin/bash -lc 'run bad'␛[22m in /repo␛[31m exited 3 in 51ms:␛[39m
␛[3m␛[35mfile update␛[39m␛[23m
A /repo/a.txt
new
R /repo/b.txt -> /repo/c.txt
@@
-old
+new
␛[2mSuccess.␛[22m
␛[32mpatch applied␛[39m
␛[3m␛[35mfile update:␛[39m␛[23m
diff --git a b
␛[3m␛[35mPlan update␛[39m␛[23m
␛[3mstep by step␛[23m
  ✓ look
  → act
  • tell
🌐 Searching the web...
🌐 Searched: weather
viewed image /repo/x.png
context compacted
␛[2mReconnecting... 1/5 (stream cut)␛[22m
␛[3m␛[35mcodex␛[39m␛[23m
Done.
␛[3m␛[35mtokens used␛[39m␛[23m
2,068
"
`);
});

test("commands at the same time keep their results apart", () => {
  const text = print([
    started(command("a")),
    started(command("b")),
    completed(ended("a", 0, "from a")),
    completed(ended("b", 1, "from b")),
  ]);
  expect(text).toMatchInlineSnapshot(`
"exec
/bin/bash -lc 'run a' in /repo
exec
/bin/bash -lc 'run b' in /repo
/bin/bash -lc 'run a' in /repo succeeded in 51ms:
from a
/bin/bash -lc 'run b' in /repo exited 1 in 51ms:
from b
"
`);
});

test("of a long output only the start is shown", () => {
  const output = Array.from({ length: 25 }, (_, at) => `line ${at + 1}`).join("\n");
  const text = print([started(command("a")), completed(ended("a", 0, `${output}\n`))]);
  expect(text).toContain("line 20\n… 5 more lines\n");
  expect(text).not.toContain("line 21");
  const exact = output.split("\n").slice(0, 20).join("\n");
  expect(print([started(command("a")), completed(ended("a", 0, exact))])).not.toContain("more lines");
});

test("a failed, an interrupted and a refused run say so", () => {
  const declined = command("a", { status: "declined" });
  const stopped = command("b", { status: "failed", durationMs: 65_000 });
  const text = print([
    failure("broken"),
    started(command("a")),
    completed(declined),
    started(command("b")),
    completed(stopped),
    started(command("c")),
    completed(ended("c", -1, "half")),
    completed(patch("declined")),
    completed(patch("failed")),
    usage(10, 0, 1),
    turnCompleted("interrupted"),
  ]);
  expect(text).toMatchInlineSnapshot(`
"ERROR: broken
exec
/bin/bash -lc 'run a' in /repo declined
exec
/bin/bash -lc 'run b' in /repo did not finish in 1m05s:
exec
/bin/bash -lc 'run c' in /repo did not finish in 51ms:
half
patch declined
patch failed
task interrupted
"
`);
});

test("calls of other servers and of sub-agents are told with their arguments", () => {
  const call: ThreadItem = {
    type: "mcpToolCall",
    id: "c",
    server: "demo",
    tool: "echo",
    status: "inProgress",
    arguments: { text: "yo" },
    result: null,
    error: null,
    durationMs: null,
  };
  const spawn: ThreadItem = {
    type: "collabAgentToolCall",
    id: "s",
    tool: "spawnAgent",
    status: "inProgress",
    senderThreadId: "A",
    receiverThreadIds: [],
    prompt: "x".repeat(130),
    agentsStates: {},
  };
  const text = print([
    started(call),
    completed({ ...call, status: "completed", durationMs: 1, result: { content: ["yo"] } }),
    completed({ ...call, status: "failed", durationMs: 2, error: { message: "gone" } }),
    started(spawn),
    completed({ ...spawn, status: "failed", prompt: null }),
  ]);
  expect(text).toMatchInlineSnapshot(`
"tool demo.echo({"text":"yo"})
demo.echo({"text":"yo"}) success in 1ms:
{
  "content": [
    "yo"
  ]
}
demo.echo({"text":"yo"}) failed in 2ms:
gone
collab spawn_agent(s, prompt="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…")
spawn_agent(s) failed
"
`);
});

test("reasoning is hidden, or shown raw, as the user likes", () => {
  expect(print([completed(reasoning)], { hidesReasoning: true })).toBe("");
  expect(print([completed(reasoning)])).toBe("thinking\n**Plan**\n\nLook.\n");
  expect(print([completed(reasoning)], { showsRaw: true })).toBe("thinking\n**Plan**\n\nLook.\n\nraw\n");
});

test("control characters of commands and of the model are shown, not carried out", () => {
  const text = print([
    started(command("a")),
    completed(ended("a", 0, "red \u001b[31m\rover\r\n\u001b]52;c;eA==\u0007")),
    completed({ ...reasoning, summary: ["think \u001b[2J"] }),
  ]);
  expect(text).toContain("red \\x1b[31m\\x0dover\n\\x1b]52;c;eA==\\x07\n");
  expect(text).toContain("think \\x1b[2J\n");
});
