import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { isLinux, neverAborted } from "../../test/linux-host.ts";
import type { Launcher } from "./open-launcher.ts";
import { openLauncher } from "./open-launcher.ts";
import { landlockVersion } from "./probe-sandbox.ts";
import { createProgram, FAILURE_REPORT, FAILURE_REPORT_BYTES, type ProgramBuilder } from "./program.ts";
import { runProgram } from "./run-program.ts";

const MARK = "0123456789abcdef";
const onLinux = isLinux ? test : test.skip;
let launcher: Launcher;

beforeAll(async () => {
  if (!isLinux) return;
  const opening = await openLauncher(
    { arch: process.arch, uid: 0, gid: 0, launcherFolders: [tmpdir(), "/dev/shm"] },
    async (candidate) => (await landlockVersion(candidate, neverAborted())) !== undefined,
  );
  if (opening.kind !== "opened") throw new Error(opening.reason);
  launcher = opening.launcher;
});
afterAll(() => launcher?.close());

async function run(build: (program: ProgramBuilder) => void) {
  const program = createProgram(launcher.arch);
  build(program);
  const encoded = program.encode(MARK);
  return { encoded, ...(await runProgram(launcher, encoded.hex, ["unused"], neverAborted())) };
}

onLinux("a slot carries a value into a later call", async () => {
  const { status } = await run((program) => {
    const slot = program.slots(7);
    program.move(33, slot);
    program.call("exit_group", [slot]);
  });
  expect(status).toBe(33);
});

onLinux("data is passed by its address, and survives lengths that are no multiple of eight", async () => {
  const { report } = await run((program) => {
    const text = program.bytes(Buffer.from("hello world"));
    program.call("write", [2, text, text.length]);
    program.call("exit_group", [0]);
  });
  expect(report.toString()).toBe("hello world");
});

onLinux("a failure jumps to its label and leaves the error and the place in the report", async () => {
  const { status, report, encoded } = await run((program) => {
    const failed = program.label();
    program.call("chdir", [program.text("/nonexistent")], { onFailure: failed, purpose: "go nowhere" });
    program.call("exit_group", [1]);
    program.place(failed);
    program.call("write", [2, FAILURE_REPORT, FAILURE_REPORT_BYTES]);
    program.call("exit_group", [2]);
  });
  expect(status).toBe(2);
  expect(report.toString("latin1", 0, 16)).toBe(MARK);
  expect(report.readBigInt64LE(16)).toBe(-2n); // ENOENT
  expect(encoded.purposes.get(Number(report.readBigInt64LE(24)))).toBe("go nowhere");
});

onLinux("a failure without a label goes on with the next call", async () => {
  const { status } = await run((program) => {
    program.call("close", [999]);
    program.call("exit_group", [5]);
  });
  expect(status).toBe(5);
});

onLinux.each([
  [1234, 1234, 0],
  [1234, 1235, 1],
  [0, -4999, 1],
])("comparing %d with %d exits with %d", async (left, right, expected) => {
  const { status } = await run((program) => {
    const different = program.label();
    program.equal(left, right, { onFailure: different });
    program.call("exit_group", [0]);
    program.place(different);
    program.call("exit_group", [1]);
  });
  expect(status).toBe(expected);
});

onLinux("a jump passes over what lies between", async () => {
  const { status } = await run((program) => {
    const there = program.label();
    program.jump(there);
    program.call("exit_group", [1]);
    program.place(there);
    program.call("exit_group", [2]);
  });
  expect(status).toBe(2);
});

onLinux("too few arguments end the launcher at once", async () => {
  const { status } = await runProgram(launcher, "00", [], neverAborted());
  expect(status).toBe(125);
});

test("a label that is not ahead of its use is a mistake", () => {
  const program = createProgram("x64");
  const label = program.label();
  program.place(label);
  program.call("close", [1], { onFailure: label });
  expect(() => program.encode(MARK)).toThrow("not placed after its use");
});
