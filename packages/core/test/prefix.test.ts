/** What a provider's cache needs: each request begins, byte for byte, with the one before it. */
import {
  type CapturedRequest,
  callTool,
  compacted,
  customCall,
  message,
  reasoning,
  reply,
  say,
} from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { FULL_ACCESS, testThread } from "./test-thread.ts";

/** The body up to the end of its input: model, instructions and items in the order of the wire. */
function prefixOf({ text }: CapturedRequest): string {
  const end = text.indexOf('],"tools":');
  expect(end).toBeGreaterThan(0);
  return text.slice(0, end);
}

/** The rest, which must not change either as long as nobody changes the settings. */
function suffixOf(request: CapturedRequest): string {
  return request.text.slice(prefixOf(request).length);
}

function expectPrefixes(requests: readonly CapturedRequest[]) {
  requests.slice(1).forEach((request, index) => {
    const before = requests[index];
    if (!before) throw new Error("there is no request before");
    expect(request.text.slice(0, prefixOf(before).length)).toBe(prefixOf(before));
    expect(suffixOf(request)).toBe(suffixOf(before));
  });
}

const patch = "*** Begin Patch\n*** Add File: ä.txt\n+ü \u2028\n*** End Patch";

test("over turns, tool calls of every kind, reasoning, odd characters, and a resume", async () => {
  const first = await testThread(
    [
      reply(
        reasoning(["thinking"], { id: "r-1", encrypted: "abc" }),
        callTool("exec_command", { cmd: "printf 'ä\\n\\377\\0 \\342\\200\\250'", login: false }, "c1"),
        customCall("apply_patch", patch, "c2"),
        callTool("update_plan", { plan: [{ step: "é", status: "completed" }] }, "c3"),
      ),
      reply(message("a first \u0000 answer", { id: "m-1" })),
      reply(callTool("no_such_tool", {}, "c4"), say("second")),
      reply(say("third")),
      reply(callTool("exec_command", { cmd: "true", login: false }, "c5")),
      reply(say("after resume")),
      reply(say("and again")),
    ],
    { settings: { sandboxPolicy: FULL_ACCESS, approvalPolicy: "never" } },
  );
  await first.turn("one 😀");
  await first.turn("two\r\nlines");
  await using later = await first.resumed();
  await later.turn("three");
  await later.turn("four");
  later.model.verify();
  expectPrefixes(later.model.requests);
});

test("over a fork, but for the key of the cache, which is the thread's id", async () => {
  const first = await testThread([
    reply(reasoning(["thinking"], { id: "r-1", encrypted: "abc" }), callTool("no_such_tool", {}, "c1")),
    reply(say("one")),
    reply(say("in the fork")),
    reply(say("and again")),
  ]);
  await first.turn("go");
  await using fork = await first.forked();
  await fork.turn("go on");
  await fork.turn("and on");
  fork.model.verify();
  const requests = fork.model.requests.map((request) => ({
    ...request,
    text: request.text.replace(/"prompt_cache_key":"[^"]*"/, '"prompt_cache_key":""'),
  }));
  expect(new Set(requests.map(({ body }) => body?.["prompt_cache_key"])).size).toBe(2);
  expectPrefixes(requests);
});

const summarised = { type: "compaction", encrypted_content: "sealed" } as const;

test.each([
  ["by the model", "scripted", reply(say("the gist"))],
  ["by OpenAI's server", "OpenAI", compacted(summarised)],
])(
  "after a compaction %s, over later turns, a resume and a fork",
  async (_name, providerName, compaction) => {
    const first = await testThread(
      [
        reply(callTool("no_such_tool", {}, "c1")),
        reply(say("one")),
        compaction,
        ...["two", "three", "four", "five"].map((text) => reply(say(text))),
      ],
      { providerName },
    );
    await first.turn("go");
    await first.finished(first.thread.submit({ type: "compact" }));
    await first.turn("go on");
    const later = await first.resumed();
    await later.turn("and on");
    await later.turn("once more");
    await using fork = await later.forked();
    await fork.turn("elsewhere");
    fork.model.verify();
    const after = fork.model.requests.slice(3);
    expect(after).toHaveLength(4);
    expectPrefixes(after.slice(0, 3));
    const [, , last, forked] = after.map(prefixOf);
    expect(forked?.startsWith(last ?? "?")).toBe(true);
  },
);

test("a change of settings is told behind what was said, and changes nothing before it", async () => {
  await using rig = await testThread([reply(say("one")), reply(say("two")), reply(say("three"))]);
  await rig.turn("go");
  rig.override({ sandbox_policy: { type: "read-only" }, approval_policy: "on-request" });
  await rig.turn("more carefully");
  rig.override({ cwd: rig.home.home });
  await rig.turn("elsewhere");
  const prefixes = rig.model.requests.map(prefixOf);
  expect(prefixes[1]?.startsWith(prefixes[0] ?? "?")).toBe(true);
  expect(prefixes[2]?.startsWith(prefixes[1] ?? "?")).toBe(true);
});
