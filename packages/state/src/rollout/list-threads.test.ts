import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import type { ThreadId } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import {
  lineOf,
  metaLine,
  signal,
  type TempHome,
  tempHome,
  threadIdOf,
  userMessage,
} from "../../test/rig.ts";
import { parseCursor } from "./cursor.ts";
import { type ListThreadsOptions, listThreads, type ThreadFilters, type ThreadPage } from "./list-threads.ts";

const everything: ThreadFilters = {
  matchesSource: undefined,
  providers: [],
  defaultProvider: "openai",
  cwd: undefined,
};

interface ThreadSketch {
  /** As in file names. */
  readonly time: string;
  readonly meta?: Record<string, unknown>;
  readonly message?: string;
  readonly mtime?: string;
  readonly archived?: boolean;
}

function fileOf(number: number, { time, archived }: ThreadSketch): string {
  const name = `rollout-${time}-${threadIdOf(number)}.jsonl`;
  const day = time.slice(0, 10).replaceAll("-", "/");
  return archived ? `archived_sessions/${name}` : `sessions/${day}/${name}`;
}

function messageLine(text: string): string {
  const { type, payload } = userMessage(text);
  return lineOf(type, payload);
}

function writeThread(home: TempHome, number: number, sketch: ThreadSketch): Promise<string> {
  const text =
    metaLine(threadIdOf(number), sketch.meta ?? {}) + messageLine(sketch.message ?? `thread ${number}`);
  return home.write(
    fileOf(number, sketch),
    text,
    sketch.mtime === undefined ? undefined : Date.parse(sketch.mtime),
  );
}

function list(home: TempHome, options: Partial<ListThreadsOptions>): Promise<ThreadPage> {
  const all: ListThreadsOptions = {
    home: home.path,
    archived: false,
    filters: everything,
    sortKey: "created_at",
    limit: 100,
    cursor: undefined,
  };
  return listThreads({ ...all, ...options }, signal);
}

const numbers = (page: ThreadPage) => page.threads.map((thread) => Number(thread.threadId.slice(-12)));

test("a home without sessions has no threads", async () => {
  await using home = await tempHome();
  expect(await list(home, {})).toEqual({ threads: [], nextCursor: null, scanned: 0, reachedScanCap: false });
});

test("an entry tells what a list shows", async () => {
  await using home = await tempHome();
  const file = await writeThread(home, 1, {
    time: "2026-11-20T10-00-00",
    mtime: "2026-11-20T11:22:33.987Z",
    message: "# Context\nfiles…\n## My request for Codex:\n  fix the bug \n",
    meta: { git: { branch: "main" }, source: { subagent: "review" } },
  });
  expect((await list(home, {})).threads).toEqual([
    {
      threadId: threadIdOf(1),
      path: file,
      preview: "fix the bug",
      cwd: "/work/project",
      source: { subagent: "review" },
      modelProvider: "openai",
      cliVersion: "0.99.0",
      git: { branch: "main" },
      createdAt: Date.parse("2026-11-20T10:00:00.000Z"),
      updatedAt: Date.parse("2026-11-20T11:22:33.000Z"),
    },
  ]);
});

test("newest first, by creation and by update, with the larger id first among equals", async () => {
  await using home = await tempHome();
  await writeThread(home, 1, { time: "2025-12-31T23-59-59", mtime: "2026-11-20T12:00:00.900Z" });
  await writeThread(home, 2, { time: "2026-02-10T10-00-00", mtime: "2026-11-20T09:00:00Z" });
  await writeThread(home, 3, { time: "2026-02-10T10-00-00", mtime: "2026-11-20T12:00:00.100Z" });
  await writeThread(home, 4, { time: "2026-02-09T10-00-00", mtime: "2026-11-20T13:00:00Z" });
  expect(numbers(await list(home, {}))).toEqual([3, 2, 4, 1]);
  expect(numbers(await list(home, { sortKey: "updated_at" }))).toEqual([4, 3, 1, 2]);
});

test.each(["created_at", "updated_at"] as const)(
  "pages by %s join without gap or repeat",
  async (sortKey) => {
    await using home = await tempHome();
    const days = ["2026-11-18", "2026-11-19", "2026-11-20"];
    for (let number = 1; number <= 45; number += 1) {
      const day = days[number % 3];
      // Every fifth one shares its second with others.
      const second = String(number - (number % 5)).padStart(2, "0");
      await writeThread(home, number, {
        time: `${day}T10-00-${second}`,
        mtime: `2026-11-20T10:00:${second}Z`,
      });
    }
    const whole = numbers(await list(home, { sortKey }));
    expect(whole).toHaveLength(45);
    const joined: number[] = [];
    let cursor: string | null = null;
    do {
      const page: ThreadPage = await list(home, { sortKey, limit: 7, cursor: parseCursor(cursor ?? "") });
      expect(page.threads.length).toBeLessThanOrEqual(7);
      joined.push(...numbers(page));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(joined).toEqual(whole);
  },
);

test("a full last page has no cursor; another one names its last thread", async () => {
  await using home = await tempHome();
  await writeThread(home, 1, { time: "2026-11-20T10-00-00" });
  await writeThread(home, 2, { time: "2026-11-20T10-35-09" });
  expect((await list(home, { limit: 2 })).nextCursor).toBeNull();
  expect((await list(home, { limit: 1 })).nextCursor).toBe(`2026-11-20T10:35:09Z|${threadIdOf(2)}`);
});

test("only threads with a first line and a user's message near the start are listed", async () => {
  await using home = await tempHome();
  const time = "2026-11-20T10-00-00";
  const filler = lineOf("response_item", { type: "message", role: "user", content: [] });
  const meta = (number: number) => metaLine(threadIdOf(number), {});
  const files: readonly (readonly [number, string])[] = [
    [1, meta(1)],
    [2, messageLine("no first line")],
    [3, meta(3) + filler.repeat(208) + messageLine("just in reach")],
    [4, meta(4) + filler.repeat(209) + messageLine("out of reach")],
    [5, filler.repeat(9) + meta(5) + messageLine("late first line")],
    [6, filler.repeat(10) + meta(6) + messageLine("too late")],
    [7, `not JSON "session_meta"\n${meta(7)}${messageLine("after a broken line")}`],
    [8, ""],
  ];
  for (const [number, text] of files) await home.write(fileOf(number, { time }), text);
  await mkdir(path.join(home.path, fileOf(9, { time })));
  await home.write("sessions/2026/11/20/notes.txt", "");
  await home.write("sessions/2026/11/drafts/rollout.jsonl", "");
  expect(numbers(await list(home, {}))).toEqual([7, 5, 3]);
});

test("a fork shows its own id and first message, not its source's meta", async () => {
  await using home = await tempHome();
  const text = metaLine(threadIdOf(2), { cwd: "/fork" }) + metaLine(threadIdOf(1), { cwd: "/source" });
  await home.write(
    fileOf(2, { time: "2026-11-20T10-00-00" }),
    text + messageLine("one") + messageLine("two"),
  );
  expect((await list(home, {})).threads).toMatchObject([
    { threadId: threadIdOf(2), cwd: "/fork", preview: "one" },
  ]);
});

test("filters by source, provider and directory", async () => {
  await using home = await tempHome();
  await home.write("project/file", "");
  const project = path.join(home.path, "project");
  await symlink(project, path.join(home.path, "link"));
  const time = "2026-11-20T10-00-00";
  await writeThread(home, 1, { time, meta: { source: "cli", model_provider: "mine", cwd: project } });
  await writeThread(home, 2, { time, meta: { source: undefined, model_provider: null } });
  await writeThread(home, 3, { time, meta: { source: "hologram", model_provider: undefined, cwd: "/gone" } });
  const filtered = async (filters: Partial<ThreadFilters>) =>
    numbers(await list(home, { filters: { ...everything, ...filters } }));
  expect(await filtered({ matchesSource: (source) => source === "vscode" })).toEqual([2]);
  expect(await filtered({ matchesSource: (source) => source === "unknown" })).toEqual([3]);
  expect(await filtered({ providers: ["mine"] })).toEqual([1]);
  expect(await filtered({ providers: ["openai"] })).toEqual([3, 2]);
  expect(await filtered({ providers: ["openai"], defaultProvider: "other" })).toEqual([]);
  expect(await filtered({ cwd: path.join(home.path, "link") })).toEqual([1]);
  expect(await filtered({ cwd: "/gone" })).toEqual([3]);
});

test("archived threads are listed on request only", async () => {
  await using home = await tempHome();
  await writeThread(home, 1, { time: "2026-11-20T10-00-00" });
  await writeThread(home, 2, { time: "2026-11-19T10-00-00", archived: true });
  await writeThread(home, 3, { time: "2026-11-20T10-00-00", archived: true });
  expect(numbers(await list(home, {}))).toEqual([1]);
  expect(numbers(await list(home, { archived: true }))).toEqual([3, 2]);
});

test("a file where the folder of sessions should be holds no threads", async () => {
  await using home = await tempHome();
  await home.write("sessions", "");
  expect(numbers(await list(home, {}))).toEqual([]);
});

test("an abort ends a list with its reason", async () => {
  await using home = await tempHome();
  await writeThread(home, 1, { time: "2026-11-20T10-00-00" });
  const options: ListThreadsOptions = {
    home: home.path,
    archived: false,
    filters: everything,
    sortKey: "created_at",
    limit: 1,
    cursor: undefined,
  };
  await expect(listThreads(options, AbortSignal.abort("stop"))).rejects.toBe("stop");
});

test("the newest thread is the last one written to, of the same provider and directory", async () => {
  await using home = await tempHome();
  const sketch = (mtime: string, meta: Record<string, unknown>) => ({
    time: "2026-11-20T10-00-00",
    mtime,
    meta,
  });
  await writeThread(home, 1, sketch("2026-11-20T10:00:03Z", { cwd: "/a" }));
  await writeThread(home, 2, sketch("2026-11-20T10:00:05Z", { cwd: "/a", model_provider: "mine" }));
  await writeThread(home, 3, sketch("2026-11-20T10:00:04Z", { cwd: "/b", source: "cli" }));
  await writeThread(home, 4, sketch("2026-11-20T10:00:01Z", { cwd: "/a" }));
  const newest = async (
    cwd: string | undefined,
    isWanted?: (source: unknown) => boolean,
  ): Promise<ThreadId | undefined> =>
    (
      await listThreads(
        {
          home: home.path,
          archived: false,
          filters: { matchesSource: isWanted, providers: ["openai"], defaultProvider: "openai", cwd },
          sortKey: "updated_at",
          limit: 1,
          cursor: undefined,
        },
        signal,
      )
    ).threads[0]?.threadId;
  expect(await newest("/a")).toBe(threadIdOf(1));
  expect(await newest(undefined)).toBe(threadIdOf(3));
  expect(await newest(undefined, (source) => source === "exec")).toBe(threadIdOf(1));
  expect(await newest("/c")).toBeUndefined();
});

test("a line of many blocks before the user's words does not hide them", async () => {
  await using home = await tempHome();
  const id = threadIdOf(1);
  const content = [{ type: "input_image", image_url: `data:,${"ü".repeat(200_000)}` }];
  const image = lineOf("response_item", { type: "message", role: "user", content });
  await home.write(
    `sessions/2026/11/20/rollout-2026-11-20T10-00-00-${id}.jsonl`,
    metaLine(id, {}) + image + messageLine("look at this"),
  );
  const { threads } = await listThreads(
    {
      home: home.path,
      archived: false,
      filters: everything,
      sortKey: "created_at",
      limit: 5,
      cursor: undefined,
    },
    signal,
  );
  expect(threads.map(({ preview }) => preview)).toEqual(["look at this"]);
});
