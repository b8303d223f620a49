import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { isLinux } from "./linux-host.ts";

const FEW_DESCRIPTORS = 80;

(isLinux ? test : test.skip)(
  "without a file descriptor left commands are refused and can still be ended",
  async () => {
    const program = path.join(import.meta.dirname, "without-descriptors.ts");
    const argv = [...process.execArgv, program];
    const script = `ulimit -n ${FEW_DESCRIPTORS}; exec "$0" "$@"`;
    const { stdout } = await promisify(execFile)("bash", ["-c", script, process.execPath, ...argv]);
    expect(JSON.parse(stdout)).toEqual({ pipes: "none", outcome: "not_started", signal: "SIGKILL" });
  },
);
