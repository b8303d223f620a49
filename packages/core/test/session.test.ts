/** The life of a session: what is on disk, what happens without one, and the end. */
import { readFile, watch, writeFile } from "node:fs/promises";
import path from "node:path";
import { callTool, hang, reply, say, tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { testThread } from "./test-thread.ts";

test("the first event says what is configured, and no file appears before somebody says something", async () => {
  await using rig = await testThread([reply(say("done"))]);
  const first = await rig.log.next("session_configured");
  expect(first).toEqual(rig.thread.configured);
  expect(first).toMatchObject({ session_id: rig.thread.id, model: "gpt-5.1-codex", cwd: rig.repo.path });
  expect(await rig.home.rollouts()).toEqual([]);
  await rig.turn("go");
  const lines = await rig.rollout();
  expect(lines.map((line) => line.type).slice(0, 6)).toEqual([
    "session_meta",
    "response_item",
    "response_item",
    "response_item",
    "event_msg",
    "turn_context",
  ]);
  expect(lines[0]?.payload).toMatchObject({
    id: rig.thread.id,
    cwd: rig.repo.path,
    git: { commit_hash: await rig.repo.git("rev-parse", "HEAD"), branch: "main" },
  });
});

test("ids of turns count every submission", async () => {
  await using rig = await testThread([reply(say("one")), reply(say("two"))]);
  expect(rig.start("a")).toBe("0");
  await rig.finished("0");
  rig.override({ effort: "low" });
  expect(rig.start("b")).toBe("2");
  await rig.finished("2");
});

test("an ephemeral thread leaves nothing behind", async () => {
  await using rig = await testThread([reply(say("done"))], { options: { isEphemeral: true } });
  expect(rig.thread.configured).not.toHaveProperty("rollout_path");
  await rig.turn("go");
  expect(await rig.home.rollouts()).toEqual([]);
});

test("a session that cannot be saved goes on, and says so once", async () => {
  await using rig = await testThread([reply(say("one")), reply(say("two"))]);
  await writeFile(path.join(rig.home.codexHome, "sessions"), "a file where a folder should be");
  await rig.turn("a");
  const events = await rig.turn("b");
  expect(events.at(-1)).toMatchObject({ last_agent_message: "two" });
  const errors = ofKind(
    rig.log.events.map((event) => event.msg),
    "error",
  );
  expect(errors.map((error) => error.message)).toEqual([expect.stringContaining("save the session")]);
});

test("closing in the middle of a turn ends it, with everything that it started", async () => {
  await using rig = await testThread([
    reply(
      callTool("exec_command", { cmd: "exec sleep 60", yield_time_ms: 250, login: false }, "c1"),
      callTool("exec_command", { cmd: "exec sleep 60", login: false }, "c2"),
    ),
  ]);
  rig.start("go");
  await rig.log.next("exec_command_begin");
  await rig.thread.close();
  const all = kinds(rig.log.events.map((event) => event.msg));
  expect(all.slice(-2)).toEqual(["turn_aborted", "shutdown_complete"]);
  expect(all.filter((kind) => kind === "exec_command_end")).toEqual(
    all.filter((kind) => kind === "exec_command_begin").map(() => "exec_command_end"),
  );
  expect(JSON.stringify(await rig.rollout())).toContain("<turn_aborted>");
  expect(() => rig.thread.submit({ type: "interrupt" })).toThrow("closed");
});

test("closing while the model is waited for, twice", async () => {
  await using rig = await testThread([hang()]);
  rig.start("go");
  await rig.model.waitForRequest(0, AbortSignal.timeout(10_000));
  const closing = Promise.all([rig.thread.close(), rig.thread.close()]);
  // Nothing behind the shutdown is handled any more, so nothing is taken.
  expect(() => rig.thread.submit({ type: "compact" })).toThrow("closed");
  await closing;
  expect(rig.log.events.at(-1)?.msg.type).toBe("shutdown_complete");
});

test("a session takes no more than 64 waiting requests, and still closes", async () => {
  await using rig = await testThread([]);
  const submitAll = () => {
    for (let count = 0; count < 100; count += 1) rig.thread.submit({ type: "clean_background_terminals" });
  };
  expect(submitAll).toThrow("64");
  await rig.thread.close();
});

test("the user's program hears of finished turns, and of no others", async () => {
  await using dir = await tempDir();
  const heard = path.join(dir.path, "heard");
  const notify = [
    "/bin/sh",
    "-c",
    `printf "%s\\n" "$1" >> ${heard}.tmp && cp ${heard}.tmp ${heard}.new && mv ${heard}.new ${heard}`,
    "sh",
  ];
  await using rig = await testThread([hang(), reply(say("the answer"))], { options: { notify } });
  const arrived = appears(dir.path, "heard");
  const cut = rig.start("cut off");
  await rig.model.waitForRequest(0, AbortSignal.timeout(10_000));
  rig.thread.submit({ type: "interrupt" });
  await rig.finished(cut);
  await rig.turn("a question");
  await arrived;
  const notices = (await readFile(heard, "utf8")).trimEnd().split("\n");
  expect(notices.map((notice): unknown => JSON.parse(notice))).toEqual([
    {
      type: "agent-turn-complete",
      "thread-id": rig.thread.id,
      "turn-id": "2",
      cwd: rig.repo.path,
      "input-messages": ["cut off", "a question"],
      "last-assistant-message": "the answer",
    },
  ]);
});

test("a notice that would be too long for an argument leaves out the oldest words", async () => {
  await using dir = await tempDir();
  const heard = path.join(dir.path, "heard");
  const notify = ["/bin/sh", "-c", `printf "%s" "$1" > ${heard}.tmp && mv ${heard}.tmp ${heard}`, "sh"];
  await using rig = await testThread([reply(say("one"))], { options: { notify } });
  const arrived = appears(dir.path, "heard");
  const long = "x".repeat(200_000);
  const turn = rig.start(long);
  rig.start("short");
  const events = await rig.finished(turn);
  expect(kinds(events)).not.toContain("error");
  await arrived;
  const notice = JSON.parse(await readFile(heard, "utf8")) as Readonly<Record<string, unknown>>;
  expect(notice["input-messages"]).toEqual(["short"]);
  expect(notice["last-assistant-message"]).toBe("one");
});

test("a program that is not there disturbs nobody", async () => {
  await using rig = await testThread([reply(say("one"))], { options: { notify: ["/no/such/program"] } });
  expect(kinds(await rig.turn("go"))).not.toContain("error");
});

/** Resolves when a name appears in a folder. Watching begins with the call. */
async function appears(folder: string, name: string): Promise<void> {
  for await (const { filename } of watch(folder, { signal: AbortSignal.timeout(10_000) })) {
    if (filename === name) return;
  }
}

test("input that the skills answer comes right behind the user's words", async () => {
  await using rig = await testThread([reply(say("done"))], {
    skills: {
      inject: async () => ({
        bodies: [{ name: "greeter", path: "/skills/greeter/SKILL.md", contents: "Say hello." }],
        variables: [],
        failures: [{ name: "broken", message: "one skill is broken" }],
      }),
    },
  });
  const events = await rig.turn("use $greeter");
  expect(rig.model.request(0).texts("user").slice(-2)).toEqual([
    "use $greeter",
    "<skill>\n<name>greeter</name>\n<path>/skills/greeter/SKILL.md</path>\nSay hello.\n</skill>",
  ]);
  expect(ofKind(events, "warning").map((warning) => warning.message)).toEqual(["one skill is broken"]);
});
