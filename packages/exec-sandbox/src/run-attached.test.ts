import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { isLinux, temporaryFolder } from "../test/linux-host.ts";

const onLinux = isLinux ? test : test.skip;
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function attached(argv: readonly string[], input = "") {
  const script = path.join(import.meta.dirname, "..", "test", "attached.ts");
  const args = [script, ...argv];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder.path,
    input,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

onLinux("input and outputs are those of the caller, and the status is copied", () => {
  const script = "cat; echo err >&2; ls /proc/self/fd | wc -l; exit 7";
  expect(attached(["bash", "-c", script], "typed\n")).toEqual({
    status: 7,
    stdout: "typed\n4\n",
    stderr: "err\n",
  });
});

onLinux("it is confined", () => {
  const { status, stderr } = attached(["bash", "-c", "echo x > inside; echo x > ../outside-of-roots"]);
  expect(status).toBe(1);
  expect(stderr).toContain("outside-of-roots");
});

onLinux("what cannot start says why, in words only", () => {
  expect(attached(["no-such-program"])).toEqual({
    status: 99,
    stdout: "",
    stderr: "cannot run no-such-program: not found in PATH\n",
  });
});

onLinux("a death by signal is 128 + n", () => {
  expect(attached(["bash", "-c", "kill -TERM $$"]).status).toBe(143);
});
