/** Threads with points to undo to: kept in the rollout, never told to the model, no burden for later sessions. */
import { execFileSync } from "node:child_process";
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { CLIENT, compactThread, runTurn, startServer } from "./server-stage.ts";
import { openStage } from "./stage.ts";

test("a thread with undo points is resumed, forked, compacted and read like any other", async () => {
  const writing = (id: string) =>
    reply(callTool("exec_command", { cmd: "echo more >> README.md", login: false }, id));
  await using stage = await openStage({
    replies: [
      writing("c1"),
      reply(say("one")),
      writing("c2"),
      reply(say("two")),
      reply(say("in the fork")),
      reply(say("the gist")),
      reply(say("three")),
    ],
    home: { config: 'sandbox_mode = "workspace-write"\n[features]\nundo = true' },
  });
  const { events } = await stage.codex("exec", "--json", "go");
  const threadId = String(events[0]?.["thread_id"]);
  expect((await stage.codex("exec", "resume", threadId, "go on")).code).toBe(0);
  const kinds = async () =>
    (await stage.home.rollouts()).map((lines) => lines.map((line) => Object(line).payload?.type));
  const [first = []] = await kinds();
  expect(first.filter((kind) => kind === "ghost_snapshot")).toHaveLength(2);

  const { client } = await startServer(stage);
  await client.result("initialize", CLIENT);
  const { thread: fork } = await client.result("thread/fork", { threadId });
  expect(await runTurn(client, fork.id, "in the fork")).toMatchObject({ status: "completed" });
  await compactThread(client, fork.id);
  expect(await runTurn(client, fork.id, "after it")).toMatchObject({ status: "completed" });
  const { thread } = await client.result("thread/read", { threadId, includeTurns: true });
  expect(thread.turns).toHaveLength(2);
  expect(await client.end()).toMatchObject({ code: 0 });
  for (const { text } of stage.model.requests) expect(text).not.toContain("ghost");
  expect(await stage.repo.read("README.md")).toBe("hello\nmore\nmore\n");
  await stage.settle();
});

test("a turn is taken back by hand with the commit that the rollout names", async () => {
  const writing = callTool("exec_command", { cmd: "echo more >> README.md", login: false }, "c1");
  await using stage = await openStage({
    replies: [reply(writing), reply(say("one"))],
    home: { config: 'sandbox_mode = "workspace-write"\n[features]\nundo = true' },
  });
  await stage.codex("exec", "go");
  expect(await stage.repo.read("README.md")).toBe("hello\nmore\n");
  const text = JSON.stringify(await stage.home.rollouts());
  const [, commit = ""] = /"ghost_commit":\{"id":"([0-9a-f]{40})"/.exec(text) ?? [];
  execFileSync("git", ["restore", `--source=${commit}`, "--worktree", "."], { cwd: stage.repo.path });
  expect(await stage.repo.read("README.md")).toBe("hello\n");
  await stage.settle();
});
