import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { restoreSnapshot, takeSnapshot } from "@codex-ts/git/snapshot";
import { callTool, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import {
  FULL_ACCESS,
  type TestThread,
  type TestThreadOptions,
  testThread,
} from "../../../test/test-thread.ts";
import type { SessionServices } from "../../services.ts";

/** Undo by real snapshots; `delay` holds each of them back. */
function withUndo(delay: Promise<void> = Promise.resolve()): TestThreadOptions {
  return {
    files: { "a.txt": "as it was\n" },
    settings: { sandboxPolicy: FULL_ACCESS, approvalPolicy: "never" },
    services: ({ env }: SessionServices) => {
      const options = {
        scratchFolder: path.join(env["HOME"] ?? "", "scratch"),
        maxUntrackedBytes: undefined,
        maxFolderFiles: undefined,
      };
      return {
        undoPoints: {
          async take(cwd, signal) {
            await delay;
            const taken = await takeSnapshot({ cwd, env }, options, signal);
            return taken && { commit: taken.commit, warnings: [] };
          },
          async restore(cwd, commit, signal) {
            const { removed } = await restoreSnapshot({ cwd, env }, commit, options, signal);
            return `removed ${removed.join(",")}`;
          },
        },
      };
    },
  };
}

const writes = (text: string, name = "a.txt") =>
  reply(callTool("exec_command", { cmd: `printf '${text}' > ${name}` }, `c-${name}`));

async function undo(thread: TestThread) {
  const events = await thread.finished(thread.thread.submit({ type: "undo" }));
  return events.find(({ type }) => type === "undo_completed");
}

test("each undo takes one turn back, newest first", async () => {
  await using thread = await testThread(
    [writes("one"), reply(say("done")), writes("two", "b.txt"), reply(say("done"))],
    withUndo(),
  );
  const at = (name: string) => path.join(thread.repo.path, name);
  await thread.turn("write");
  await thread.turn("write more");
  expect(await undo(thread)).toMatchObject({ success: true, message: "removed b.txt" });
  expect(existsSync(at("b.txt"))).toBe(false);
  expect(await readFile(at("a.txt"), "utf8")).toBe("one");
  expect(await undo(thread)).toMatchObject({ success: true });
  expect(await readFile(at("a.txt"), "utf8")).toBe("as it was\n");
  expect(await undo(thread)).toMatchObject({ success: false });
});

test("a tool that changes files waits until they have been kept", async () => {
  const { promise: delay, resolve: go } = Promise.withResolvers<void>();
  await using thread = await testThread([writes("changed"), reply(say("done"))], withUndo(delay));
  const turn = thread.start("write");
  const began = thread.log.next("exec_command_begin").then(() => "began");
  // Long enough for any command to begin that does not wait.
  const first = await Promise.race([began, sleep(300, "waits")]);
  expect(first).toBe("waits");
  await writeFile(path.join(thread.repo.path, "late.txt"), "kept too\n");
  go();
  await thread.finished(turn);
  await undo(thread);
  expect(await readFile(path.join(thread.repo.path, "a.txt"), "utf8")).toBe("as it was\n");
  expect(await readFile(path.join(thread.repo.path, "late.txt"), "utf8")).toBe("kept too\n");
});

test("the model never sees a snapshot, and a resumed thread can still be undone", async () => {
  const first = await testThread([writes("one"), reply(say("done")), reply(say("again"))], withUndo());
  await first.turn("write");
  const thread = await first.resumed(withUndo());
  expect(JSON.stringify(thread.model.requests)).not.toContain("ghost_snapshot");
  expect(await undo(thread)).toMatchObject({ success: true });
  expect(await readFile(path.join(thread.repo.path, "a.txt"), "utf8")).toBe("as it was\n");
  await using last = await thread.resumed(withUndo());
  expect(await undo(last)).toMatchObject({ success: false });
  await last.turn("once more");
});

test("without the feature undo says how to get it, and outside of a repository that there is nothing", async () => {
  await using plain = await testThread([]);
  expect(await undo(plain)).toMatchObject({
    success: false,
    message: expect.stringContaining("enable undo"),
  });
  await using thread = await testThread([reply(say("done"))], withUndo());
  execFileSync("mv", [path.join(thread.repo.path, ".git"), path.join(thread.repo.path, ".nogit")]);
  await thread.turn("hi");
  expect(await undo(thread)).toMatchObject({ success: false });
});
