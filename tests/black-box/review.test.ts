/** `codex exec review` and `codex review`. */
import { hang, reply, say, status } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage, parseLines } from "./stage.ts";

const answer = reply(
  say(
    JSON.stringify({
      findings: [],
      overall_correctness: "patch is correct",
      overall_explanation: "all well",
      overall_confidence_score: 0.9,
    }),
  ),
);

test.each([
  [["exec", "-o", "last.txt", "review", "--uncommitted"], "current changes"],
  [["exec", "-o", "last.txt", "review", "--commit", "0123456789", "--title", "Fix"], "commit 0123456: Fix"],
  [["exec", "-o", "last.txt", "review", "--base", "main"], "changes against 'main'"],
  [["exec", "-o", "last.txt", "review", "the parser"], "the parser"],
])("%j: stdout and the file have the result, stderr the request", async (args, hint) => {
  await using stage = await openStage({ replies: [answer] });
  const result = await stage.codex(...args);
  expect(result).toMatchObject({ code: 0, stdout: "all well\n" });
  expect(result.stderr).toContain(`user\n${hint}\n`);
  expect(await stage.repo.read("last.txt")).toBe("all well");
  expect(stage.model.request(0).headers["x-openai-subagent"]).toBe("review");
  await stage.settle();
});

test("with --json the result is the one message", async () => {
  await using stage = await openStage({ replies: [answer] });
  const { code, events } = await stage.codex("exec", "review", "--uncommitted", "--json");
  expect(code).toBe(0);
  expect(events).toMatchObject([
    { type: "thread.started" },
    { type: "turn.started" },
    { type: "item.completed", item: { id: "item_0", type: "agent_message", text: "all well" } },
    { type: "turn.completed", usage: { input_tokens: 0, output_tokens: 0 } },
  ]);
  await stage.settle();
});

test("`codex review` is the same, and reads what to review from stdin", async () => {
  await using stage = await openStage({ replies: [answer] });
  const result = await stage.shell('echo " the lexer " | "$0" review -');
  expect(result).toMatchObject({ code: 0, stdout: "all well\n" });
  expect(stage.model.request(0).texts("user").at(-1)).toBe("the lexer");
  await stage.settle();
});

test("the thread that asked, not the reviewer's, is the one to go on with", async () => {
  await using stage = await openStage({ replies: [answer, reply(say("mended"))] });
  const { events } = await stage.codex("exec", "review", "--uncommitted", "--json");
  const next = await stage.codex("exec", "--json", "resume", "--last", "mend it");
  expect(next.events[0]).toEqual(events[0]);
  expect(stage.model.request(1).texts("assistant")).toEqual(["all well"]);
  await stage.settle();
});

test("a reviewer that fails leaves no result", async () => {
  await using stage = await openStage({ replies: [status(400, { error: { message: "broken" } })] });
  const result = await stage.codex("exec", "-o", "last.txt", "review", "--uncommitted");
  expect(result).toMatchObject({ code: 1, stdout: "" });
  expect(result.stderr).toContain("broken");
  expect(await stage.repo.read("last.txt")).toBe("");
  await stage.settle();
});

test("SIGINT ends the reviewer with the run", async () => {
  await using stage = await openStage({ replies: [hang()] });
  const program = await stage.start(["exec", "--json", "review", "--uncommitted"]);
  await stage.model.waitForRequest(0, AbortSignal.timeout(10_000));
  program.kill("SIGINT");
  const result = await program.result;
  expect(result.code).toBe(130);
  expect(parseLines(result.stdout).at(-1)).toMatchObject({ type: "turn.failed" });
  await stage.settle(1_000);
});

test.each([
  [["exec", "review", "--uncommitted", "--base", "main"], 2, "--base"],
  [["exec", "review", "--commit", "abc", "words"], 2, "[PROMPT]"],
  [["exec", "review", "--uncommitted", "--title", "x"], 2, "--commit"],
  [["review", "--uncommitted", "--json"], 2, "--json"],
  [["exec", "review"], 1, "Error: Specify --uncommitted"],
  [["exec", "review", " "], 1, "Error: Review prompt cannot be empty"],
  [["exec", "review", "--base", " "], 1, "branch must not be empty"],
])("%j is refused with status %i", async (args, code, text) => {
  await using stage = await openStage({ replies: [] });
  const result = await stage.codex(...args);
  expect(result).toMatchObject({ code, stdout: "" });
  expect(result.stderr).toContain(text);
  await stage.settle();
});

test.each([
  ["that of the thread", [], "gpt-5.2"],
  [
    "one of its own when the settings name it",
    ["-c", "review_model=gpt-5.1-codex-mini"],
    "gpt-5.1-codex-mini",
  ],
])(
  "the reviewer's model is %s; it has instructions of its own and no web search",
  async (_name, flags, model) => {
    await using stage = await openStage({
      replies: [answer, reply(say("mended"))],
      files: { "AGENTS.md": "Be brief.\n" },
      home: { config: 'web_search = "live"\ndeveloper_instructions = "Speak up."' },
    });
    const settings = ["exec", "-m", "gpt-5.2", ...flags];
    expect((await stage.codex(...settings, "review", "--uncommitted")).code).toBe(0);
    expect((await stage.codex(...settings, "resume", "--last", "mend it")).code).toBe(0);
    const [review, next] = stage.model.requests;
    expect(review?.body?.["model"]).toBe(model);
    expect(next?.body?.["model"]).toBe("gpt-5.2");
    expect(next?.toolNames()).toContain("web_search");
    expect(review?.toolNames()).not.toContain("web_search");
    expect(review?.body?.["instructions"]).not.toBe(next?.body?.["instructions"]);
    await stage.settle();
  },
);
