/** Serves the client on this process's streams: real pipes, real signals, the real engine. */
import { addAbortSignal } from "node:stream";
import { type AppServerIo, serve } from "@codex-ts/app-server";
import { signalExitCode } from "@codex-ts/exec/exit-code";
import type { ReadCommandLine } from "@codex-ts/std";
import { listenForSignals } from "../listen-for-signals.ts";
import { openProcessOutput } from "../process-output.ts";
import { toProcessSettings } from "../process-settings.ts";
import { runtimeOptions } from "../runtime-options.ts";

/** How long a client that does not read may keep the process from ending, in milliseconds. */
const PATIENCE_MS = 1_000;

/** Serves to the end, and gives the exit code: 0 when the client has left, 128 + n for a signal, 1 for bad flags. */
export async function serveProcess(values: readonly ReadCommandLine["values"][]): Promise<number> {
  const interrupt = listenForSignals();
  const output = openProcessOutput(1);
  const errors = openProcessOutput(2);
  const io: AppServerIo = {
    readInput: (signal) => addAbortSignal(signal, process.stdin),
    output,
    log: (line) => errors.write(`${line}\n`),
    interrupt,
    async openServer() {
      const { openServer } = await import("@codex-ts/server");
      const options = runtimeOptions("codex_cli_rs", "vscode");
      const areAnalyticsOnByDefault = values.some((each) => each.has("analytics-default-enabled"));
      return openServer({ ...options, areAnalyticsOnByDefault }, toProcessSettings(values));
    },
  };
  const served = await serve(io);
  // Whoever closed stdin may still read the rest; only a signal makes it hurry.
  const failure = await output.finish(patience(interrupt));
  if (failure) errors.write(`Error: standard output could not be written: ${failure.message}\n`);
  await errors.finish(AbortSignal.timeout(PATIENCE_MS));
  if (interrupt.aborted) return signalExitCode(interrupt);
  return served === "refused" || failure ? 1 : 0;
}

/** Aborted some time after the interrupt, if there is one. */
function patience(interrupt: AbortSignal): AbortSignal {
  const over = new AbortController();
  const start = () => void setTimeout(() => over.abort(), PATIENCE_MS).unref();
  if (interrupt.aborted) start();
  else interrupt.addEventListener("abort", start, { once: true });
  return over.signal;
}
