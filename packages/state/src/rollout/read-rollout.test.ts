import path from "node:path";
import { expect, test } from "@jest/globals";
import {
  agentMessage,
  agentTexts,
  lineOf,
  metaLine,
  signal,
  tempHome,
  threadIdOf,
  userMessage,
} from "../../test/rig.ts";
import { type RolloutContents, readRollout } from "./read-rollout.ts";

async function read(text: string): Promise<RolloutContents> {
  await using home = await tempHome();
  return await readRollout(await home.write("thread.jsonl", text), signal);
}

const hello = agentMessage("hello");
const helloLine = lineOf(hello.type, hello.payload);

test("gives the typed items in order", async () => {
  const user = userMessage("hi");
  const contents = await read(metaLine(threadIdOf(1), {}) + lineOf(user.type, user.payload) + helloLine);
  expect(contents.threadId).toBe(threadIdOf(1));
  expect(contents.meta.cwd).toBe("/work/project");
  expect(contents.items.slice(1)).toEqual([user, hello]);
  expect(contents.parseErrors).toBe(0);
});

test("skips blank lines, counts and skips broken ones", async () => {
  const contents = await read(
    `\n${metaLine(threadIdOf(1), {})}  \n\r\n{"timestamp":"t","type":"event_\n[1]\n7\n{"type":"event_msg"}\n${helloLine.trimEnd()}`,
  );
  expect(agentTexts(contents.items)).toEqual(["hello"]);
  expect(contents.parseErrors).toBe(4);
  expect(contents.stored).toHaveLength(2);
});

test("what another version wrote is kept verbatim, though not understood", async () => {
  const foreign = [
    ["future_item", { deep: [{ x: 1.25 }] }],
    ["event_msg", { type: "future_event", text: "…" }],
    ["response_item", { type: "future_call", id: 1 }],
    ["turn_context", { cwd: "/", approval_policy: "sometimes" }],
  ] as const;
  const contents = await read(
    metaLine(threadIdOf(1), { instructions: "old", extra: { kept: true } }) +
      foreign.map(([type, payload]) => lineOf(type, payload)).join("") +
      helloLine,
  );
  expect(contents.parseErrors).toBe(4);
  expect(agentTexts(contents.items)).toEqual(["hello"]);
  expect(contents.stored.slice(1, 5)).toEqual(foreign.map(([type, payload]) => ({ type, payload })));
  expect(contents.stored[0]?.payload).toMatchObject({ instructions: "old", extra: { kept: true } });
});

test("unknown fields of known items survive in what a fork copies", async () => {
  const payload = { type: "token_count", info: null, rate_limits: null, invented: { later: 1 } };
  const contents = await read(metaLine(threadIdOf(1), {}) + lineOf("event_msg", payload));
  expect(contents.parseErrors).toBe(0);
  expect(contents.stored[1]).toEqual({ type: "event_msg", payload });
});

test("an unknown item in a compaction's history costs only itself", async () => {
  const known = { type: "message", role: "user", content: [{ type: "input_text", text: "summary" }] };
  const contents = await read(
    metaLine(threadIdOf(1), {}) +
      lineOf("compacted", { message: "", replacement_history: [{ type: "future_call" }, known] }),
  );
  expect(contents.items[1]).toEqual({
    type: "compacted",
    payload: { message: "", replacement_history: [known] },
  });
});

test("the first session_meta is the thread's own; those of its ancestors stay items", async () => {
  const contents = await read(
    metaLine(threadIdOf(2), { forked_from_id: threadIdOf(1) }) + metaLine(threadIdOf(1), {}),
  );
  expect(contents.threadId).toBe(threadIdOf(2));
  expect(contents.items).toHaveLength(2);
});

test("a file without a source comes from the oldest front end", async () => {
  const contents = await read(metaLine(threadIdOf(1), { source: undefined }));
  expect(contents.meta.source).toBe("vscode");
});

test.each([
  ["nothing", "", "empty session file"],
  ["only white space", " \n\t\n", "empty session file"],
  ["no first line", helloLine, "failed to parse thread ID from rollout file"],
  ["only broken lines", "{\n", "failed to parse thread ID from rollout file"],
  [
    "an id that is none",
    metaLine(threadIdOf(1), { id: "one" }),
    "failed to parse thread ID from rollout file",
  ],
])("a file with %s is an error", async (_, text, message) => {
  await expect(read(text)).rejects.toMatchObject({
    code: "bad_rollout",
    message: expect.stringContaining(message),
  });
});

test("a missing file and a folder are told apart", async () => {
  await using home = await tempHome();
  const missing = path.join(home.path, "gone.jsonl");
  await expect(readRollout(missing, signal)).rejects.toMatchObject({ code: "not_found", path: missing });
  await expect(readRollout(home.path, signal)).rejects.toMatchObject({ code: "path_blocked" });
});

test("letters are not cut and a line may be of any length", async () => {
  const long = "añ€😀".repeat(100_000);
  const lines = [long, "short", long].map((message) => lineOf("event_msg", agentMessage(message).payload));
  const contents = await read(metaLine(threadIdOf(1), {}) + lines.join(""));
  expect(agentTexts(contents.items)).toEqual([long, "short", long]);
});

test("an abort ends the reading with its reason", async () => {
  await using home = await tempHome();
  const file = await home.write("thread.jsonl", metaLine(threadIdOf(1), {}) + helloLine.repeat(20_000));
  await expect(readRollout(file, AbortSignal.abort("before"))).rejects.toBe("before");
  const controller = new AbortController();
  const reading = readRollout(file, controller.signal);
  setImmediate(() => controller.abort("during"));
  await expect(reading).rejects.toBe("during");
});
