/** Readers of the output: fast, slow, gone, and not there at all. */
import { reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { openStage, parseLines } from "./stage.ts";

test.each([
  ["stdout", "exec --json hello | head -1"],
  ["stderr", "exec hello 2> >(head -1 >&2)"],
])("a reader of %s that goes away is no failure", async (_name, run) => {
  await using stage = await openStage({ replies: [reply(say("x".repeat(100_000)))] });
  const result = await stage.shell(`set -o pipefail; "$0" ${run}`);
  expect(result.code).toBe(0);
  expect(result.stderr).not.toContain("EPIPE");
  await stage.settle();
});

test.each(["--version", "--help", "exec --help", "exec --no-such-option"])(
  "nobody reads what %s says, and that is no crash",
  async (args) => {
    await using stage = await openStage({ replies: [] });
    const result = await stage.shell(`exec 3>&2; { "$0" ${args}; echo "status $?" >&3; } 2>&1 | true`);
    expect(result.stderr).toMatch(/^status [02]\n$/);
    await stage.settle();
  },
);

test("a slow reader gets everything", async () => {
  const text = "0123456789".repeat(200_000);
  await using stage = await openStage({ replies: [reply(say(text))] });
  const result = await stage.shell('set -o pipefail; "$0" exec --json hello | { sleep 0.3; cat; }');
  expect(result.code).toBe(0);
  const events = parseLines(result.stdout);
  expect(events.at(-2)).toMatchObject({ item: { text } });
  expect(events.at(-1)).toMatchObject({ type: "turn.completed" });
  await stage.settle();
});

test("a long answer goes to a file as a whole", async () => {
  const text = "line\n".repeat(300_000);
  await using stage = await openStage({ replies: [reply(say(text))] });
  expect((await stage.shell('"$0" exec hello > answer.txt 2> log.txt')).code).toBe(0);
  expect(await stage.repo.read("answer.txt")).toBe(text);
  await stage.settle();
});

test("a full disk below stdout fails the run, with a message", async () => {
  await using stage = await openStage({ replies: [reply(say("lost"))] });
  const result = await stage.shell('"$0" exec hello > /dev/full');
  expect(result.code).toBe(1);
  expect(result.stderr).toContain("standard output could not be written");
  await stage.settle();
});

test.each(["--version", "--help", "help exec", "features list", "mcp list --json", "sandbox status"])(
  "a full disk below stdout fails %s, in one sentence",
  async (args) => {
    await using stage = await openStage({ replies: [] });
    const result = await stage.shell(`"$0" ${args} > /dev/full`);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/^Error: standard output could not be written: .*ENOSPC.*\n$/);
    expect((await stage.shell(`"$0" ${args} > /dev/full 2>&1`)).code).toBe(1);
    await stage.settle();
  },
);

test("colours come when asked for", async () => {
  await using stage = await openStage({ replies: [reply(say("plain")), reply(say("bright"))] });
  expect((await stage.codex("exec", "hello")).stderr).not.toContain("\u001b[");
  const bright = await stage.codex("exec", "--color", "always", "hello");
  expect(bright.stderr).toContain("\u001b[");
  expect(bright.stdout).toBe("bright\n");
  await stage.settle();
});
