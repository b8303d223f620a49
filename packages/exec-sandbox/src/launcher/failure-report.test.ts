import { expect, test } from "@jest/globals";
import { mayBeReport, parseFailureReport, startFailure } from "./failure-report.ts";
import { ENTER_FOLDER, EXECUTE } from "./launch-surroundings.ts";

const MARK = "0123456789abcdef";
const context = { mark: MARK, purposes: new Map([[640, EXECUTE]]), program: "tool", cwd: "/w" };

function report(error: number, offset: number, mark = MARK): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.write(mark, 0, "latin1");
  bytes.writeBigInt64LE(BigInt(-error), 16);
  bytes.writeBigInt64LE(BigInt(offset), 24);
  return bytes;
}

test("names the step and the error", () => {
  expect(parseFailureReport(127, report(2, 640), context)).toEqual({ purpose: EXECUTE, error: "ENOENT" });
  expect(parseFailureReport(126, report(4000, 8), context)).toEqual({
    purpose: "start the command",
    error: "error 4000",
  });
});

test.each([
  ["another status", 1, report(2, 640)],
  ["another mark", 127, report(2, 640, "fedcba9876543210")],
  ["more output", 127, Buffer.concat([report(2, 640), Buffer.from("x")])],
  ["less output", 127, report(2, 640).subarray(0, 31)],
  ["no output", 127, Buffer.alloc(0)],
])("%s is no report", (_, status, output) => {
  expect(parseFailureReport(status, output, context)).toBeUndefined();
});

test("output is held back only while it agrees with the mark", () => {
  expect(mayBeReport(Buffer.from("0123"), MARK)).toBe(true);
  expect(mayBeReport(report(2, 640), MARK)).toBe(true);
  expect(mayBeReport(Buffer.from("0124"), MARK)).toBe(false);
});

test.each([
  [EXECUTE, "ENOENT", "program_not_found", "cannot run tool: not found in PATH"],
  [EXECUTE, "EACCES", "program_not_executable", "cannot run tool: it cannot be executed (EACCES)"],
  [
    ENTER_FOLDER,
    "ENOENT",
    "bad_working_folder",
    "cannot run tool: the working folder /w cannot be entered (ENOENT)",
  ],
  [
    "fly",
    "EPERM",
    "sandbox",
    "cannot run tool in the sandbox: failed to fly (EPERM); nothing was run. `codex sandbox status` tells what this machine can do",
  ],
])("%s with %s", (purpose, error, reason, message) => {
  expect(startFailure({ purpose, error }, context)).toEqual({ reason, message });
});
