/** Runs `codex exec` in this process: real streams, real signals, the real engine. */

import { buffer } from "node:stream/consumers";
import { type ExecIo, execMain } from "@codex-ts/exec";
import { openServer } from "@codex-ts/server";
import type { ReadCommandLine } from "@codex-ts/std";
import { runtimeOptions } from "./runtime-options.ts";
import { VERSION } from "./version.ts";

/** Signals that end a run; each is told to the turn first, a second one ends the process at once. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs the command; gives the exit code. */
export async function runExecCommand(
  args: readonly string[],
  inherited: ReadCommandLine["values"],
): Promise<number> {
  const interrupt = new AbortController();
  for (const signal of SIGNALS) {
    process.once(signal, () => interrupt.abort(signal));
  }
  const io: ExecIo = {
    version: VERSION,
    cwd: process.cwd(),
    env: process.env,
    stdin: {
      isTerminal: process.stdin.isTTY === true,
      readAll: async () => buffer(process.stdin),
    },
    stdout: {
      isTerminal: process.stdout.isTTY === true,
      write: (text) => void process.stdout.write(text),
    },
    stderr: {
      isTerminal: process.stderr.isTTY === true,
      write: (text) => void process.stderr.write(text),
    },
    interrupt: interrupt.signal,
    openServer: (settings) => openServer(runtimeOptions("codex_exec", "exec"), settings),
  };
  return execMain(args, inherited, io);
}
