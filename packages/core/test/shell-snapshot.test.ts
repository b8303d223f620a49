import { readdir, utimes } from "node:fs/promises";
import path from "node:path";
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { ofKind } from "./event-log.ts";
import { type TestThread, testThread } from "./test-thread.ts";

const onUnix = process.platform === "win32" ? test.skip : test;

/** A login shell's file that leaves a trace of every time it is read. */
const PROFILE = 'echo read >> "$HOME/trace"\nexport FROM_PROFILE=yes\ngreet() { echo "hi $1"; }\n';
const SNAPSHOT = '"$CODEX_HOME/shell_snapshots/$CODEX_THREAD_ID.sh"';
/** Runs until the snapshot is there, then forgets what was read so far. */
const AWAIT_SNAPSHOT = `while [ ! -e ${SNAPSHOT} ]; do :; done; : > "$HOME/trace"`;
const SHOW = 'echo "$FROM_PROFILE"; greet you; wc -l < "$HOME/trace"';

const snapshots = (t: TestThread) =>
  readdir(path.join(t.home.codexHome, "shell_snapshots")).catch((error: NodeJS.ErrnoException) => error.code);

onUnix.each([
  ["exec_command", { cmd: SHOW }],
  ["shell", { command: ["bash", "-lc", SHOW] }],
])(
  "%s reads no start-up files once the snapshot is there, and events tell the command as it was",
  async (tool, args) => {
    await using t = await testThread(
      [
        reply(callTool("exec_command", { cmd: AWAIT_SNAPSHOT }, "call-1")),
        reply(callTool(tool, args, "call-2")),
        reply(say("done")),
      ],
      { options: { usesShellSnapshot: true } },
    );
    await t.home.write({ "../.bash_profile": PROFILE });
    const events = await t.turn("go");
    const output = t.model.request(2).toolOutput("call-2");
    // One of the tools answers in JSON.
    expect(output.replaceAll("\\n", "\n")).toContain("yes\nhi you\n0");
    expect(ofKind(events, "exec_command_begin").at(-1)?.command.slice(1)).toEqual(["-lc", SHOW]);
    expect(await snapshots(t)).toEqual([`${t.thread.id}.sh`]);
    await t.thread.close();
    expect(await snapshots(t)).toEqual([]);
  },
);

onUnix("in another folder, and without login, commands run as they are", async () => {
  await using t = await testThread(
    [
      reply(callTool("exec_command", { cmd: AWAIT_SNAPSHOT }, "call-1")),
      reply(callTool("exec_command", { cmd: SHOW, workdir: "sub" }, "call-2")),
      reply(callTool("exec_command", { cmd: 'echo "[$FROM_PROFILE]"', login: false }, "call-3")),
      reply(say("done")),
    ],
    { files: { "sub/keep": "" }, options: { usesShellSnapshot: true } },
  );
  await t.home.write({ "../.bash_profile": PROFILE });
  await t.turn("go");
  expect(t.model.request(2).toolOutput("call-2")).toContain("yes\nhi you\n1");
  expect(t.model.request(3).toolOutput("call-3")).toContain("[]");
});

onUnix("start-up files that never end hold up neither commands nor the end of the session", async () => {
  await using t = await testThread(
    [reply(callTool("exec_command", { cmd: "echo ran", login: false }, "call-1")), reply(say("done"))],
    { options: { usesShellSnapshot: true } },
  );
  await t.home.write({ "../.bash_profile": "sleep 600" });
  await t.turn("go");
  expect(t.model.request(1).toolOutput("call-1")).toContain("ran");
  await t.thread.close();
  expect([[], "ENOENT"]).toContainEqual(await snapshots(t));
});

onUnix("snapshots of sessions that are gone or old are removed when a session starts", async () => {
  const idOf = (last: number) => `01923456-789a-7fff-bfff-00000000000${last}`;
  await using first = await testThread([]);
  const rollout = (id: string) => `sessions/2024/09/28/rollout-2024-09-28T10-00-00-${id}.jsonl`;
  await first.home.write({
    [rollout(idOf(1))]: "",
    [rollout(idOf(2))]: "",
    [`shell_snapshots/${idOf(1)}.sh`]: "",
    [`shell_snapshots/${idOf(2)}.sh`]: "",
    [`shell_snapshots/${idOf(3)}.sh`]: "",
    "shell_snapshots/nothing": "",
  });
  const fourDaysAgo = Date.now() / 1000 - 4 * 24 * 60 * 60;
  await utimes(path.join(first.home.codexHome, rollout(idOf(2))), fourDaysAgo, fourDaysAgo);
  await using second = await testThread([], {
    options: { usesShellSnapshot: true, home: first.home.codexHome },
  });
  await second.thread.close();
  expect(await snapshots(first)).toEqual([`${idOf(1)}.sh`]);
});
