/** Signals that ask the program to end. */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * How long an end in good order may take, in milliseconds. Until then more signals change nothing: terminals
 * and package runners often send two at once, and children would be left behind.
 */
const ORDERLY_MS = 2_000;

/** Aborted with the signal's name by the first one; a signal that comes much later ends the process at once. */
export function listenForSignals(): AbortSignal {
  const interrupt = new AbortController();
  let since = 0;
  for (const signal of SIGNALS) {
    const onSignal = () => {
      if (!interrupt.signal.aborted) {
        since = performance.now();
        interrupt.abort(signal);
      } else if (performance.now() - since > ORDERLY_MS) {
        process.off(signal, onSignal);
        process.kill(process.pid, signal);
      }
    };
    process.on(signal, onSignal);
  }
  return interrupt.signal;
}
