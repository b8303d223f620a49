/** Signals to a program that waits for another one. */
import { isatty } from "node:tty";

/** What keys of a terminal send. The kernel gives it to the command too. */
const KEYS = ["SIGINT", "SIGQUIT"] as const;
const REQUESTS = ["SIGTERM", "SIGHUP"] as const;

/**
 * Aborted when somebody wants this process to end, so that the command can be told. A key of the terminal is
 * left to the command, which may mean something else by it; this process just goes on waiting.
 */
export function passSignals(target: NodeJS.Process): AbortSignal {
  const over = new AbortController();
  const onTerminal = [0, 1, 2].some((fd) => isatty(fd));
  for (const name of REQUESTS) target.on(name, () => over.abort(name));
  for (const name of KEYS) target.on(name, () => (onTerminal ? undefined : over.abort(name)));
  return over.signal;
}
