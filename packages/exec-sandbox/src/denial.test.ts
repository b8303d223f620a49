import { expect, test } from "@jest/globals";
import { likelyDenial } from "./denial.ts";
import { planKey, type SandboxPlan } from "./sandbox/plan.ts";

const CONFINED: SandboxPlan = {
  [planKey]: true,
  kind: "linux",
  level: 3,
  landlockAbi: 7,
  writableRoots: [],
  allowsNetwork: false,
  announcesNoNetwork: true,
};
const UNCONFINED: SandboxPlan = {
  [planKey]: true,
  kind: "unconfined",
  reason: "approved",
  announcesNoNetwork: false,
};
const judge = (exitCode: number, output: string, plan: SandboxPlan = CONFINED) =>
  likelyDenial(plan, { exitCode, outputs: [output] });

test.each([
  ["touch: cannot touch '/etc/x': Read-only file system", "read-only file system", "/etc/x"],
  ["bash: line 1: /etc/x: Permission denied", "permission denied", "/etc/x"],
  ["sh: 1: cannot create /root/a: Permission denied", "permission denied", "/root/a"],
  ["ok\nmkdir: cannot create directory ‘/opt/y’: Permission denied\nmore", "permission denied", "/opt/y"],
  ["curl: (7) socket: Operation not permitted", "operation not permitted", undefined],
  ["Error: EACCES: permission denied, open '/etc/z'", "permission denied", "/etc/z"],
  [
    "cp: cannot create regular file './sub/new file': Read-only file system",
    "read-only file system",
    "./sub/new file",
  ],
])("%j is a denial", (output, keyword, path) => {
  expect(judge(1, output)).toEqual({ keyword, path });
});

test("keywords count before the quick exits for 2, 126 and 127", () => {
  expect(judge(127, "Permission denied")).toBeDefined();
  expect(judge(127, "not found")).toBeUndefined();
});

test("success, other failures and unconfined commands are no denials", () => {
  expect(judge(0, "Permission denied")).toBeUndefined();
  expect(judge(1, "no such file")).toBeUndefined();
  expect(judge(1, "Permission denied", UNCONFINED)).toBeUndefined();
});

test("a death by a system-call filter is a denial", () => {
  expect(judge(159, "")).toEqual({ keyword: undefined, path: undefined });
});

test.each(["/a", "‘/", "'/", "/(", "'a"])("a line full of %j is searched quickly", (part) => {
  const line = `${part.repeat(500_000)} no permission denied ${part.repeat(500_000)}`;
  expect(judge(1, line)).toMatchObject({ keyword: "permission denied" });
});
