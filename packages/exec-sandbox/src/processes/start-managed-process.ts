/** Joins a process, its output and its end. */
import { sleep } from "@codex-ts/std";
import type { ExecHost } from "../host.ts";
import { createProcessTree } from "../spawn/process-tree.ts";
import type { Collected, ManagedProcess, ProcessEnd } from "./managed-process.ts";
import { startPipeProcess } from "./pipe-process.ts";
import { createProcessOutput } from "./process-output.ts";
import type { ProcessRequest } from "./process-request.ts";
import { startPtyProcess } from "./pty-process.ts";

const STDIN_CLOSED = "stdin is closed for this session; rerun exec_command with tty=true to keep stdin open";

/** How long a killed process may take to end. */
const KILL_LIMIT_MS = 2_000;

/** Starts a process under an id. */
export async function startManagedProcess(
  host: ExecHost,
  id: number,
  request: ProcessRequest,
): Promise<ManagedProcess> {
  const output = createProcessOutput();
  const start = request.tty ? startPtyProcess : startPipeProcess;
  const source = await start(host, request, (bytes) => output.push(bytes));
  let end: ProcessEnd | undefined;
  const ended = source.ended.then((reached) => {
    end = reached;
    output.end();
    return reached;
  });

  return {
    id,
    pid: source.pid,
    argv: request.argv,
    cwd: request.cwd,
    tty: request.tty,
    ended,
    get end() {
      return end;
    },
    async collect(yieldMs, signal): Promise<Collected> {
      const startedAt = host.now();
      await endOrPause(ended, yieldMs, signal);
      return { ...output.take(), end, wallMs: host.now() - startedAt };
    },
    write(text) {
      if (!source.write) return { kind: "refused", message: STDIN_CLOSED };
      if (end) return { kind: "refused", message: "the process has ended" };
      source.write(text);
      return { kind: "written" };
    },
    onOutput: (listener) => output.subscribe(listener),
    transcript: () => output.transcript(),
    async kill(graceMs) {
      if (end || source.pid === undefined) return;
      // An interactive shell ignores SIGTERM but leaves when its terminal hangs up.
      const tree = createProcessTree(source.pid, host.platform);
      tree.terminate(request.tty ? "SIGHUP" : "SIGTERM");
      await endOrPause(ended, graceMs, new AbortController().signal);
      await tree.kill();
      // A process of another user (sudo) cannot be killed; it must not keep us either.
      await endOrPause(ended, KILL_LIMIT_MS, new AbortController().signal);
    },
  };
}

/** Waits for the end, but no longer than `ms`; rejects when the signal is aborted first. */
async function endOrPause(ended: Promise<unknown>, ms: number, signal: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const pause = sleep(ms, AbortSignal.any([signal, stop.signal])).catch((reason: unknown) => {
    if (!stop.signal.aborted) throw reason;
  });
  try {
    await Promise.race([ended, pause]);
  } finally {
    stop.abort();
  }
}
