/** Compaction by OpenAI's server, as it is asked for and as the thread goes on after it. */
import type { CapturedRequest, Replies } from "@codex-ts/test-support";
import { callTool, compacted, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { CLIENT, compactThread, openThread, runTurn, startServer, withServer } from "./server-stage.ts";
import { openStage } from "./stage.ts";

const said = (role: "user" | "developer", text: string) => ({
  type: "message" as const,
  role,
  content: [{ type: "input_text" as const, text }],
});
const SEALED = { type: "compaction" as const, encrypted_content: "sealed" };

/** A stage whose provider is OpenAI by name, with these settings. */
const openai = (replies: Replies, config = "") => ({
  replies,
  files: { "AGENTS.md": "Be brief.\n" },
  home: { provider: { name: "OpenAI" }, config: `sandbox_mode = "danger-full-access"\n${config}` },
});

/** What each item of a request is: its type, or its role and the first tag or word of its text. */
const outline = ({ input }: CapturedRequest) =>
  input.map(({ type, role, content }) => {
    if (type !== "message") return type;
    const text = (content as readonly { readonly text?: string }[])[0]?.text ?? "";
    return `${role} ${/^\S+/.exec(text)?.[0]}`;
  });

const PREAMBLE = ["developer <permissions", "user #", "user <environment_context>"];

test("stale preamble of the server goes, a fresh one comes before what a user said last, and it stays so", () =>
  withServer(
    openai([
      reply(say("one")),
      compacted(said("user", "Summary"), said("developer", "STALE"), SEALED),
      reply(say("two")),
      reply(say("three")),
    ]),
    async ({ client, stage }) => {
      const threadId = await openThread(client);
      await runTurn(client, threadId, "first");
      await compactThread(client, threadId);
      await client.told("item/completed", ({ item }) => item.type === "contextCompaction");
      await runTurn(client, threadId, "second");
      const [before, compact, after] = stage.model.requests;
      if (!before || !compact || !after) throw new Error("three requests were expected");
      expect(outline(before)).toEqual([...PREAMBLE, "user first"]);
      expect(compact.path).toBe("/v1/responses/compact");
      expect(Object.keys(compact.body ?? {})).toEqual(["model", "input", "instructions"]);
      expect(compact.body?.["instructions"]).toBe(before.body?.["instructions"]);
      expect(outline(compact)).toEqual([...PREAMBLE, "user first", "assistant one"]);
      expect(compact.headers).not.toHaveProperty("x-oai-web-search-eligible");
      expect(outline(after)).toEqual([...PREAMBLE, "user Summary", "compaction", "user second"]);
      expect(await client.end()).toMatchObject({ code: 0 });

      const [lines = []] = await stage.home.rollouts();
      const record = lines.find((line) => Object(line).type === "compacted");
      expect(record).toMatchObject({
        payload: { message: "", replacement_history: after.input.slice(0, -1) },
      });
      expect(JSON.stringify(lines)).not.toContain("STALE");

      const other = (await startServer(stage)).client;
      await other.result("initialize", CLIENT);
      await other.result("thread/resume", { threadId });
      await runTurn(other, threadId, "third");
      expect(outline(stage.model.request(3))).toEqual([
        ...outline(after),
        "assistant two",
        ...PREAMBLE,
        "user third",
      ]);
      expect(await other.end()).toMatchObject({ code: 0 });
    },
  ));

/** 32 000 bytes, which are 8 000 tokens of output. */
const bigOutput = reply(
  callTool("exec_command", { cmd: "head -c 32000 /dev/zero | tr '\\0' x", login: false }, "c1"),
);

test("a big output counts at once: the turn compacts before its next request, and sends neither output nor call", async () => {
  await using stage = await openStage(
    openai(
      [bigOutput, compacted(said("user", "go"), SEALED), reply(say("done"))],
      "model_context_window = 8000",
    ),
  );
  const result = await stage.codex("exec", "--json", "go");
  expect(result).toMatchObject({ code: 0 });
  const [before, compact, after] = stage.model.requests;
  if (!before || !compact || !after) throw new Error("three requests were expected");
  expect(compact.path).toBe("/v1/responses/compact");
  expect(compact.input).toEqual(before.input);
  expect(outline(after)).toEqual([...PREAMBLE, "user go", "compaction"]);
  await stage.settle();
});

test.each([
  ["short instructions leave room for the output", 1_000, ["function_call", "function_call_output"]],
  ["long ones do not", 40_000, []],
])("the instructions of the thread count and are sent: %s", async (_name, size, kept) => {
  await using stage = await openStage({
    ...openai(
      [bigOutput, compacted(said("user", "go"), SEALED), reply(say("done"))],
      'model_context_window = 15000\nmodel_auto_compact_token_limit = 2000\nmodel_instructions_file = "mine.md"',
    ),
    files: {},
  });
  const instructions = "word ".repeat(size / 5).trim();
  await stage.home.write({ "mine.md": instructions });
  expect((await stage.codex("exec", "--json", "go")).code).toBe(0);
  const compact = stage.model.request(1);
  expect(compact.path).toBe("/v1/responses/compact");
  expect(compact.body?.["instructions"]).toBe(instructions);
  expect(compact.input.map(({ type }) => type).slice(stage.model.request(0).input.length)).toEqual(kept);
  await stage.settle();
});
