import { appendFile, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import {
  agentMessage,
  agentTexts,
  metaLine,
  newRecorder,
  originOf,
  readLines,
  signal,
  tempHome,
  threadIdOf,
  userMessage,
} from "../../test/rig.ts";
import type { StateError } from "../errors.ts";
import { readRollout } from "./read-rollout.ts";
import { resumeRolloutRecorder } from "./recorder.ts";

const CREATED = "2026-11-20T10:35:09.123Z";

function resume(file: string) {
  const failures: StateError[] = [];
  const recorder = resumeRolloutRecorder({
    threadId: threadIdOf(1),
    path: file,
    clock: { now: () => Date.parse(CREATED) },
    onFailure: (failure) => failures.push(failure),
  });
  return { recorder, failures };
}

test("a thread that is never persisted leaves nothing behind", async () => {
  await using home = await tempHome();
  const { recorder } = newRecorder(home.path, {});
  expect(path.relative(home.path, recorder.path)).toMatch(/^sessions\/2026\/11\/.*000000000001\.jsonl$/);
  recorder.record([agentMessage("early")]);
  expect(await recorder.flush()).toBeUndefined();
  expect(await recorder.close()).toBeUndefined();
  expect(await readdir(home.path)).toEqual([]);
});

test("persist writes the first line, then what was recorded before, then what comes after", async () => {
  await using home = await tempHome();
  const asked: string[] = [];
  const { recorder, clock } = newRecorder(home.path, {
    collectGitInfo: async (cwd) => {
      asked.push(cwd);
      return { commit_hash: "abc", branch: "main" };
    },
  });
  recorder.record([agentMessage("before")]);
  clock.time += 1000;
  const persisted = recorder.persist(signal);
  recorder.record([userMessage("while git is asked")]);
  await persisted;
  await recorder.persist(signal);
  clock.time += 1000;
  recorder.record([
    agentMessage("after"),
    { type: "event_msg", payload: { type: "warning", message: "no" } },
  ]);
  await recorder.close();

  const written = "2026-11-20T10:35:10.123Z";
  expect(await readLines(recorder.path)).toEqual([
    {
      timestamp: written,
      type: "session_meta",
      payload: {
        id: threadIdOf(1),
        timestamp: CREATED,
        cwd: "/work/project",
        originator: "codex_exec",
        cli_version: "0.99.0",
        source: "exec",
        model_provider: "openai",
        base_instructions: { text: "Be brief." },
        git: { commit_hash: "abc", branch: "main" },
      },
    },
    { timestamp: written, ...agentMessage("before") },
    { timestamp: written, ...userMessage("while git is asked") },
    { timestamp: "2026-11-20T10:35:11.123Z", ...agentMessage("after") },
  ]);
  expect(asked).toEqual(["/work/project"]);
});

test("a line has its members, and the first line's payload its keys, in the order of the format", async () => {
  await using home = await tempHome();
  const { recorder } = newRecorder(home.path, {
    origin: { ...originOf(threadIdOf(1)), forkedFromId: threadIdOf(7), dynamicTools: [{ name: "t" }] },
    collectGitInfo: async () => ({ branch: "main" }),
  });
  await recorder.persist(signal);
  await recorder.close();
  const [line] = (await readLines(recorder.path)) as [{ payload: object }];
  expect(Object.keys(line)).toEqual(["timestamp", "type", "payload"]);
  expect(Object.keys(line.payload)).toEqual([
    "id",
    "forked_from_id",
    "timestamp",
    "cwd",
    "originator",
    "cli_version",
    "source",
    "model_provider",
    "base_instructions",
    "dynamic_tools",
    "git",
  ]);
});

test.each([
  ["fails", () => Promise.reject(new Error("no git"))],
  [
    "throws at once",
    () => {
      throw new Error("no git");
    },
  ],
])("a thread is written even if asking for the repository %s", async (_, collectGitInfo) => {
  await using home = await tempHome();
  const { recorder } = newRecorder(home.path, { collectGitInfo });
  expect(await recorder.persist(signal)).toBeUndefined();
  await recorder.close();
  expect((await readRollout(recorder.path, signal)).meta.git).toBeUndefined();
});

test("an abort ends the wait for the repository, not the writing", async () => {
  await using home = await tempHome();
  const { recorder } = newRecorder(home.path, { collectGitInfo: () => new Promise(() => undefined) });
  const controller = new AbortController();
  const persisted = recorder.persist(controller.signal);
  recorder.record([agentMessage("kept")]);
  controller.abort();
  expect(await persisted).toBeUndefined();
  await recorder.close();
  expect(agentTexts((await readRollout(recorder.path, signal)).items)).toEqual(["kept"]);
});

test("a fork begins with its own first line and copies the source verbatim", async () => {
  await using home = await tempHome();
  const source = await home.write(
    "source.jsonl",
    metaLine(threadIdOf(7), { new_field: 1 }) +
      '{"timestamp":"t","type":"future","payload":{"a":[1]}}\n' +
      '{"timestamp":"t","type":"response_item","payload":{"type":"hologram","x":{"y":1.5}}}\n',
  );
  const { stored } = await readRollout(source, signal);
  const { recorder } = newRecorder(home.path, {
    origin: { ...originOf(threadIdOf(1)), forkedFromId: threadIdOf(7) },
    copied: stored,
  });
  await recorder.persist(signal);
  await recorder.close();
  const lines = await readLines(recorder.path);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatchObject({ payload: { id: threadIdOf(1), forked_from_id: threadIdOf(7) } });
  expect(lines.slice(1)).toMatchObject(stored.map(({ type, payload }) => ({ type, payload })));
  expect(lines[1]).toMatchObject({ payload: { new_field: 1 } });
  expect((await readRollout(recorder.path, signal)).threadId).toBe(threadIdOf(1));
});

test("an item is recorded as it was when it was given", async () => {
  await using home = await tempHome();
  const { recorder } = newRecorder(home.path, {});
  const payload = { type: "agent_message" as const, message: "then" };
  recorder.record([{ type: "event_msg", payload }]);
  payload.message = "now";
  await recorder.persist(signal);
  await recorder.close();
  expect(agentTexts((await readRollout(recorder.path, signal)).items)).toEqual(["then"]);
});

test("a flush waits for all that was recorded before it, whoever else is writing", async () => {
  await using home = await tempHome();
  const { recorder } = newRecorder(home.path, {});
  await recorder.persist(signal);
  const expected: string[] = [];
  for (let round = 0; round < 200; round += 1) {
    expected.push(`message ${round}`);
    recorder.record([agentMessage(`message ${round}`)]);
    // Meets the writer at a different point of its work in every round.
    for (let step = 0; step < round % 7; step += 1) await Promise.resolve();
    if (round % 3 !== 0) continue;
    await recorder.flush();
    expect(agentTexts((await readRollout(recorder.path, signal)).items)).toEqual(expected);
  }
  await recorder.close();
});

test("a resumed thread is appended to without a new first line", async () => {
  await using home = await tempHome();
  const before = metaLine(threadIdOf(1), {});
  const file = await home.write("old.jsonl", before);
  const { recorder } = resume(file);
  recorder.record([agentMessage("again")]);
  await recorder.persist(signal);
  await recorder.close();
  expect(await readFile(file, "utf8")).toBe(
    `${before}${JSON.stringify({ timestamp: CREATED, ...agentMessage("again") })}\n`,
  );
});

test("what follows a torn last line starts on a line of its own", async () => {
  await using home = await tempHome();
  const torn = `${metaLine(threadIdOf(1), {})}{"timestamp":"2026-11-20T10:00:01.000Z","type":"event_ms`;
  const file = await home.write("old.jsonl", torn);
  const { recorder } = resume(file);
  recorder.record([agentMessage("again")]);
  await recorder.close();
  expect((await readFile(file, "utf8")).startsWith(`${torn}\n{`)).toBe(true);
  const contents = await readRollout(file, signal);
  expect(agentTexts(contents.items)).toEqual(["again"]);
  expect(contents.parseErrors).toBe(1);
});

test("a resumed thread whose file is gone is not made anew", async () => {
  await using home = await tempHome();
  const { recorder, failures } = resume(path.join(home.path, "gone.jsonl"));
  recorder.record([agentMessage("lost")]);
  expect(await recorder.close()).toMatchObject({ code: "not_found" });
  expect(failures).toHaveLength(1);
  expect(await readdir(home.path)).toEqual([]);
});

test("a full disk is told once, loses nothing, and is forgotten when there is space again", async () => {
  await using home = await tempHome();
  const file = path.join(home.path, "thread.jsonl");
  await symlink("/dev/full", file);
  const { recorder, failures } = resume(file);
  recorder.record([agentMessage("one")]);
  expect(await recorder.flush()).toMatchObject({ code: "storage_full", path: file });
  recorder.record([agentMessage("two")]);
  await recorder.flush();
  expect(failures).toHaveLength(1);
  expect(failures[0]?.message).toMatch(/thread\.jsonl \(ENOSPC\).*[Ff]ree/);

  await rm(file);
  await writeFile(file, metaLine(threadIdOf(1), {}));
  recorder.record([agentMessage("three")]);
  // Recording alone does not try again; that is left to the next flush.
  for (let look = 0; look < 20; look += 1) expect(await readLines(file)).toHaveLength(1);
  expect(await recorder.flush()).toBeUndefined();
  recorder.record([agentMessage("four")]);
  await recorder.flush();
  expect(agentTexts((await readRollout(file, signal)).items)).toEqual(["one", "two", "three", "four"]);
  expect(failures).toHaveLength(1);
  await recorder.close();
});

test("trouble that comes back after a recovery is told again", async () => {
  await using home = await tempHome();
  const { recorder, failures } = newRecorder(home.path, {});
  // A file stands where the folder for the sessions must be.
  await home.write("sessions", "");
  recorder.record([agentMessage("one")]);
  expect(await recorder.persist(signal)).toMatchObject({ code: "path_blocked" });
  await rm(path.join(home.path, "sessions"));
  expect(await recorder.flush()).toBeUndefined();
  expect(agentTexts((await readRollout(recorder.path, signal)).items)).toEqual(["one"]);
  await recorder.close();

  const again = resume(recorder.path);
  await rename(recorder.path, `${recorder.path}.away`);
  again.recorder.record([agentMessage("two")]);
  await again.recorder.flush();
  await rename(`${recorder.path}.away`, recorder.path);
  expect(await again.recorder.flush()).toBeUndefined();
  expect(again.failures).toHaveLength(1);
  expect(failures).toHaveLength(1);
  await again.recorder.close();
});

test("after close nothing is recorded, and a second close changes nothing", async () => {
  await using home = await tempHome();
  const { recorder } = newRecorder(home.path, {});
  await recorder.persist(signal);
  await recorder.close();
  const { size } = await stat(recorder.path);
  recorder.record([agentMessage("late")]);
  expect(await recorder.close()).toBeUndefined();
  expect(await recorder.persist(signal)).toBeUndefined();
  expect((await stat(recorder.path)).size).toBe(size);
});

test("a close while the repository is being asked still writes everything", async () => {
  await using home = await tempHome();
  const { recorder } = newRecorder(home.path, {});
  recorder.record([agentMessage("one")]);
  const persisted = recorder.persist(signal);
  await recorder.close();
  await persisted;
  expect(agentTexts((await readRollout(recorder.path, signal)).items)).toEqual(["one"]);
});

test("lines of two writers stay whole", async () => {
  await using home = await tempHome();
  const { recorder } = newRecorder(home.path, {});
  await recorder.persist(signal);
  for (let round = 0; round < 50; round += 1) {
    recorder.record([agentMessage(`ours ${round}`)]);
    await appendFile(recorder.path, `${JSON.stringify({ timestamp: CREATED, ...agentMessage("theirs") })}\n`);
  }
  await recorder.close();
  const contents = await readRollout(recorder.path, signal);
  expect(contents.parseErrors).toBe(0);
  expect(agentTexts(contents.items).filter((text) => text.startsWith("ours"))).toHaveLength(50);
});
