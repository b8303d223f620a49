/** Runs `codex exec` or `codex review` in this process: real streams, real signals, the real engine. */
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { isatty } from "node:tty";
import { type ExecIo, execMain, reviewMain, signalExitCode } from "@codex-ts/exec";
import type { ReadCommandLine } from "@codex-ts/std";
import { listenForSignals } from "./listen-for-signals.ts";
import { openProcessOutput, type ProcessOutput } from "./process-output.ts";
import { runtimeOptions } from "./runtime-options.ts";
import { VERSION } from "./version.ts";

/** How long a reader that stands still may keep an interrupted run from ending, in milliseconds. */
const INTERRUPTED_PATIENCE_MS = 1_000;

const MAINS = { exec: execMain, review: reviewMain } as const;

/** Runs the command; gives the exit code when all output has been taken. */
export async function runExecCommand(
  name: keyof typeof MAINS,
  args: readonly string[],
  inherited: ReadCommandLine["values"],
): Promise<number> {
  const interrupt = listenForSignals();
  const stdout = openProcessOutput(1);
  const stderr = openProcessOutput(2);
  const io: ExecIo = {
    version: VERSION,
    cwd: process.cwd(),
    env: process.env,
    stdin: {
      isTerminal: isatty(0),
      readAll: (signal) => buffer(addAbortSignal(signal, process.stdin)),
    },
    stdout,
    stderr,
    interrupt,
    async openServer(settings, listeners) {
      const { openServer } = await import("@codex-ts/server");
      const tell = (sentence: string) => stderr.write(`${sentence}\n`);
      return openServer({ ...runtimeOptions("codex_exec", "exec"), tell, ...listeners }, settings);
    },
  };
  const code = await MAINS[name](args, inherited, io);
  return finish(code, stdout, stderr, interrupt);
}

/** Waits for the readers; output that could not be written makes a good run a failed one. */
async function finish(
  code: number,
  stdout: ProcessOutput,
  stderr: ProcessOutput,
  interrupt: AbortSignal,
): Promise<number> {
  const patience = endOfPatience(interrupt);
  const failure = await stdout.finish(patience);
  if (failure) stderr.write(`Error: standard output could not be written: ${failure.message}\n`);
  await stderr.finish(patience);
  if (!failure || code !== 0) return code;
  return interrupt.aborted ? signalExitCode(interrupt) : 1;
}

/** Aborted some time after the interrupt, if there is one. */
function endOfPatience(interrupt: AbortSignal): AbortSignal {
  const over = new AbortController();
  const start = () => void setTimeout(() => over.abort(), INTERRUPTED_PATIENCE_MS).unref();
  if (interrupt.aborted) start();
  else interrupt.addEventListener("abort", start, { once: true });
  return over.signal;
}
