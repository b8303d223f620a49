/** `apply_patch`, as a tool and in disguise. */

import { callTool, customCall, reply, say } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { kinds, ofKind } from "./event-log.ts";
import { type TestThreadOptions, testThread, WORKSPACE } from "./test-thread.ts";

const ADD = "*** Begin Patch\n*** Add File: new/x.txt\n+hello\n*** End Patch";
const EDIT = "*** Begin Patch\n*** Update File: a.txt\n@@\n-one\n+uno\n two\n*** End Patch";
const OUTSIDE = "*** Begin Patch\n*** Add File: ../outside-of-the-project.txt\n+x\n*** End Patch";
const FILES = { files: { "a.txt": "one\ntwo\n" } };
const ASKING: TestThreadOptions = {
  ...FILES,
  settings: { approvalPolicy: "on-request", sandboxPolicy: { type: "read-only" } },
};

test("a freeform patch is applied, announced and shown as a diff", async () => {
  await using rig = await testThread([reply(customCall("apply_patch", EDIT, "c1")), reply(say("done"))], {
    ...FILES,
    settings: { sandboxPolicy: WORKSPACE },
  });
  const events = await rig.turn("go");
  expect(await rig.repo.read("a.txt")).toBe("uno\ntwo\n");
  expect(rig.model.request(1).outputItem("c1")).toMatchObject({ type: "custom_tool_call_output" });
  expect(rig.model.request(1).toolOutput("c1")).toMatch(
    /^Exit code: 0\nWall time: [\d.]+ seconds\nOutput:\nSuccess. Updated the following files:\nM a.txt\n$/,
  );
  const patchEvents = kinds(events).filter((kind) => kind.startsWith("patch_") || kind === "turn_diff");
  expect(patchEvents).toEqual([
    "patch_apply_begin",
    "patch_apply_end",
    "turn_diff",
    "turn_diff",
    "turn_diff",
  ]);
  expect(ofKind(events, "patch_apply_begin")).toMatchObject([
    { call_id: "c1", turn_id: "0", auto_approved: true },
  ]);
  expect(ofKind(events, "patch_apply_end")).toMatchObject([{ success: true, stderr: "" }]);
  const diff = ofKind(events, "turn_diff").at(-1)?.unified_diff ?? "";
  expect(diff).toContain("diff --git a/a.txt b/a.txt");
  expect(diff).toContain("-one\n+uno\n two\n");
});

test("the function form is understood whichever form was offered", async () => {
  await using rig = await testThread([
    reply(callTool("apply_patch", { input: ADD }, "c1")),
    reply(say("done")),
  ]);
  await rig.turn("go");
  expect(await rig.repo.read("new/x.txt")).toBe("hello\n");
  expect(rig.model.request(1).outputItem("c1")).toMatchObject({ type: "function_call_output" });
});

test("a patch in a shell command is applied as a patch, and the model is told", async () => {
  const heredoc = (folder: string, patch: string) => `cd ${folder} && apply_patch <<'EOF'\n${patch}\nEOF\n`;
  await using rig = await testThread(
    [
      reply(callTool("exec_command", { cmd: heredoc("sub", ADD) }, "c1")),
      reply(callTool("shell", { command: ["apply_patch", EDIT] }, "c2")),
      reply(callTool("shell_command", { command: `apply_patch <<'X'\n${ADD}\nX`, workdir: "other" }, "c3")),
      reply(callTool("exec_command", { cmd: ADD }, "c4")),
      reply(say("done")),
    ],
    { files: { "a.txt": "one\ntwo\n", "sub/b.txt": "", "other/c.txt": "" } },
  );
  const events = await rig.turn("go");
  expect(await rig.repo.read("sub/new/x.txt")).toBe("hello\n");
  expect(await rig.repo.read("other/new/x.txt")).toBe("hello\n");
  expect(await rig.repo.read("a.txt")).toBe("uno\ntwo\n");
  expect(kinds(events)).not.toContain("exec_command_begin");
  expect(rig.model.request(1).texts("user").at(-1)).toBe(
    "Warning: apply_patch was requested via exec_command. Use the apply_patch tool instead of exec_command.",
  );
  expect(rig.model.request(1).toolOutput("c1")).toContain("A new/x.txt");
  expect(rig.model.request(4).toolOutput("c4")).toMatch(
    /^apply_patch verification failed: patch detected without explicit call/,
  );
});

test("a patch that does not fit changes nothing and is not announced", async () => {
  const wrong = EDIT.replace("-one", "-other");
  await using rig = await testThread(
    [
      reply(
        customCall("apply_patch", wrong, "c1"),
        customCall("apply_patch", "no patch at all", "c2"),
        customCall("apply_patch", "*** Begin Patch\n*** End Patch", "c3"),
        callTool("exec_command", { cmd: `apply_patch <<'E'\n${wrong}\nE` }, "c4"),
      ),
      reply(say("done")),
    ],
    FILES,
  );
  const events = await rig.turn("go");
  const request = rig.model.request(1);
  expect(request.toolOutput("c1")).toMatch(/^apply_patch verification failed: Failed to find expected lines/);
  expect(request.toolOutput("c2")).toMatch(/^apply_patch verification failed: invalid patch: /);
  expect(request.toolOutput("c3")).toBe("patch rejected: empty patch");
  expect(request.toolOutput("c4")).toMatch(/^apply_patch verification failed: /);
  expect(kinds(events)).not.toContain("patch_apply_begin");
  expect(await rig.repo.read("a.txt")).toBe("one\ntwo\n");
});

test("under `never` nothing outside of the project is written, and nobody is asked", async () => {
  await using rig = await testThread(
    [
      reply(customCall("apply_patch", OUTSIDE, "c1")),
      reply(callTool("exec_command", { cmd: `apply_patch <<'E'\n${OUTSIDE}\nE` }, "c2")),
      reply(say("done")),
    ],
    { settings: { approvalPolicy: "never", sandboxPolicy: WORKSPACE } },
  );
  const events = await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toMatch(/^patch rejected: writing outside of the project/);
  expect(rig.model.request(2).toolOutput("c2")).toMatch(/^patch rejected: writing outside of the project/);
  expect(kinds(events)).not.toContain("apply_patch_approval_request");
});

test("what the sandbox forbids is asked for: yes, no, and the end of the turn", async () => {
  await using rig = await testThread(
    [
      reply(customCall("apply_patch", ADD, "c1")),
      reply(customCall("apply_patch", EDIT, "c2")),
      reply(customCall("apply_patch", EDIT, "c3")),
    ],
    ASKING,
  );
  const turn = rig.start("go");
  const yes = await rig.log.next("apply_patch_approval_request");
  expect(yes).toEqual({
    type: "apply_patch_approval_request",
    call_id: "c1",
    turn_id: "0",
    changes: { [`${rig.repo.path}/new/x.txt`]: { type: "add", content: "hello\n" } },
  });
  rig.thread.submit({ type: "patch_approval", id: "c1", decision: "approved" });
  await rig.log.find(({ msg }) => msg.type === "apply_patch_approval_request" && msg.call_id === "c2");
  expect(await rig.repo.read("new/x.txt")).toBe("hello\n");
  rig.thread.submit({ type: "patch_approval", id: "c2", decision: "denied" });
  await rig.log.find(({ msg }) => msg.type === "apply_patch_approval_request" && msg.call_id === "c3");
  expect(rig.model.request(2).toolOutput("c2")).toBe("patch rejected by user");
  rig.thread.submit({ type: "patch_approval", id: "c3", decision: "abort" });
  const events = await rig.finished(turn);
  expect(ofKind(events, "patch_apply_begin").map((begin) => begin.auto_approved)).toEqual([
    false,
    false,
    false,
  ]);
  expect(ofKind(events, "patch_apply_end").map((end) => end.success)).toEqual([true, false, false]);
  expect(events.at(-1)).toEqual({ type: "turn_aborted", reason: "interrupted" });
  expect(await rig.repo.read("a.txt")).toBe("one\ntwo\n");
});

test("an approval for the session covers the same files, also under a new name, and no others", async () => {
  const again = EDIT.replace("-one", "-uno").replace("+uno", "+eins");
  await using rig = await testThread(
    [
      reply(customCall("apply_patch", EDIT, "c1")),
      reply(customCall("apply_patch", again, "c2")),
      reply(customCall("apply_patch", ADD, "c3")),
      reply(say("done")),
    ],
    ASKING,
  );
  const turn = rig.start("go");
  await rig.log.next("apply_patch_approval_request");
  rig.thread.submit({ type: "patch_approval", id: "c1", decision: "approved_for_session" });
  await rig.log.find(({ msg }) => msg.type === "apply_patch_approval_request" && msg.call_id === "c3");
  rig.thread.submit({ type: "patch_approval", id: "c3", decision: "denied" });
  const events = await rig.finished(turn);
  expect(ofKind(events, "apply_patch_approval_request").map((ask) => ask.call_id)).toEqual(["c1", "c3"]);
  expect(await rig.repo.read("a.txt")).toBe("eins\ntwo\n");
});

test("under `on-failure` the sandbox is tried first, and only then the user", async () => {
  await using rig = await testThread([reply(customCall("apply_patch", ADD, "c1")), reply(say("done"))], {
    settings: { approvalPolicy: "on-failure", sandboxPolicy: { type: "read-only" } },
  });
  const turn = rig.start("go");
  const ask = await rig.log.next("apply_patch_approval_request");
  expect(ask.reason).toBe("command failed; retry without sandbox?");
  rig.thread.submit({ type: "patch_approval", id: "c1", decision: "approved" });
  const events = await rig.finished(turn);
  expect(ofKind(events, "patch_apply_begin")).toMatchObject([{ auto_approved: true }]);
  expect(ofKind(events, "patch_apply_end")).toMatchObject([{ success: true }]);
  expect(await rig.repo.read("new/x.txt")).toBe("hello\n");
});

test("a file that is moved onto itself keeps its place and gets its new text", async () => {
  const self = EDIT.replace("a.txt\n", "a.txt\n*** Move to: ./a.txt\n");
  const away =
    "*** Begin Patch\n*** Update File: a.txt\n*** Move to: b/c.txt\n@@\n-uno\n+eins\n two\n*** End Patch";
  await using rig = await testThread(
    [
      reply(customCall("apply_patch", self, "c1")),
      reply(customCall("apply_patch", away, "c2")),
      reply(say("done")),
    ],
    FILES,
  );
  const events = await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toContain("Exit code: 0");
  expect(await rig.repo.read("b/c.txt")).toBe("eins\ntwo\n");
  await expect(rig.repo.read("a.txt")).rejects.toThrow();
  const diff = ofKind(events, "turn_diff").at(-1)?.unified_diff ?? "";
  expect(diff).toContain("diff --git a/a.txt b/b/c.txt");
  expect(diff.match(/^diff --git/gm)).toHaveLength(1);
});

test("a patch of a megabyte goes through", async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `+${index} ${"x".repeat(50)}\n`);
  const patch = `*** Begin Patch\n*** Add File: big.txt\n${lines.join("")}*** End Patch`;
  await using rig = await testThread([reply(customCall("apply_patch", patch, "c1")), reply(say("done"))], {
    settings: { sandboxPolicy: WORKSPACE },
  });
  await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toContain("A big.txt\n");
  expect(await rig.repo.read("big.txt")).toBe(lines.map((line) => line.slice(1)).join(""));
});

test("a patch program that cannot be started is told to the model, and the patch has its end", async () => {
  await using rig = await testThread([reply(customCall("apply_patch", ADD, "c1")), reply(say("done"))], {
    services: () => ({ patchCommand: ["/no/such/program"] }),
  });
  const events = await rig.turn("go");
  expect(rig.model.request(1).toolOutput("c1")).toContain("/no/such/program");
  expect(ofKind(events, "patch_apply_end")).toMatchObject([{ success: false }]);
  expect(kinds(events)).not.toContain("turn_diff");
});

test("an interrupt ends a patch that is being applied, and its announcement", async () => {
  const patchCommand = ["/bin/sh", "-c", "cat > /dev/null; sleep 60", "sh"];
  await using rig = await testThread([reply(customCall("apply_patch", ADD, "c1")), reply(say("done"))], {
    services: () => ({ patchCommand }),
  });
  const turn = rig.start("go");
  await rig.log.next("patch_apply_begin");
  rig.thread.submit({ type: "interrupt" });
  const events = await rig.finished(turn);
  expect(ofKind(events, "patch_apply_end")).toMatchObject([{ call_id: "c1", success: false }]);
  await rig.turn("go on");
  expect(rig.model.request(1).toolOutput("c1")).toMatch(/^aborted by user after \d+\.\ds$/);
});

test("the diff of a turn is that of its beginning and its end, however a file went between them", async () => {
  const update = (from: string, to: string, before: string, after: string) =>
    `*** Begin Patch\n*** Update File: ${from}\n*** Move to: ${to}\n@@\n-${before}\n+${after}\n two\n*** End Patch`;
  await using rig = await testThread(
    [
      reply(customCall("apply_patch", update("a.txt", "b.txt", "one", "uno"), "c1")),
      reply(customCall("apply_patch", update("b.txt", "c.txt", "uno", "eins"), "c2")),
      reply(customCall("apply_patch", ADD, "c3")),
      reply(customCall("apply_patch", "*** Begin Patch\n*** Delete File: new/x.txt\n*** End Patch", "c4")),
      reply(say("done")),
    ],
    FILES,
  );
  const events = await rig.turn("go");
  const diff = ofKind(events, "turn_diff").at(-1)?.unified_diff ?? "";
  expect(diff.match(/^diff --git.*/gm)).toEqual(["diff --git a/a.txt b/c.txt"]);
  expect(diff).toContain("-one\n+eins\n two\n");
});
