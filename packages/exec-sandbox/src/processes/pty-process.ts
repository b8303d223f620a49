/** A process on a terminal of its own. */
import { statSync } from "node:fs";
import { constants } from "node:os";
import type { IPty } from "@lydell/node-pty";
import { sandboxEnvironment } from "../env/sandbox-environment.ts";
import { ExecSandboxError } from "../errors.ts";
import type { ExecHost } from "../host.ts";
import { requestFailure, spawnFailure } from "../spawn/child-end.ts";
import { type Invocation, planInvocation } from "../spawn/invocation.ts";
import type { StartFailure } from "../spawn/start-failure.ts";
import { TERMINAL_COLUMNS, TERMINAL_ROWS } from "./limits.ts";
import type { ProcessEnd } from "./managed-process.ts";
import type { ProcessRequest } from "./process-request.ts";
import type { OutputSink, ProcessSource } from "./process-source.ts";
import { createTerminalWriter } from "./terminal-writer.ts";

type PtyModule = typeof import("@lydell/node-pty");

const SIGNAL_STATUS_BASE = 128;
const SIGNAL_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(constants.signals).map(([name, number]) => [number, name]),
);

/** Starts a process on a terminal; the module that makes terminals is loaded at the first use. */
export async function startPtyProcess(
  host: ExecHost,
  request: ProcessRequest,
  sink: OutputSink,
): Promise<ProcessSource> {
  const refusal = requestFailure(request) ?? folderFailure(request);
  if (refusal) return notStarted(refusal);
  const invocation = await planInvocation(host, { ...request, output: "terminal" });
  const pty = await loadPtyModule();
  let terminal: IPty;
  try {
    terminal = open(pty, invocation, request);
  } catch (error) {
    return notStarted(spawnFailure(error, request));
  }
  const ended = new Promise<ProcessEnd>((resolve) => {
    // With no encoding the module gives buffers, whatever its types say.
    terminal.onData((data: string | Buffer) => {
      const output = invocation.guard.pass(Buffer.from(data));
      if (output.length > 0) sink(output);
    });
    terminal.onExit(({ exitCode, signal }) => {
      const status = signal ? SIGNAL_STATUS_BASE + signal : exitCode;
      const verdict = invocation.guard.finish(status);
      if ("failure" in verdict) return resolve({ kind: "not_started", failure: verdict.failure });
      if (verdict.rest.length > 0) sink(verdict.rest);
      resolve({ kind: "exited", exitCode: status, signal: signal ? SIGNAL_NAMES.get(signal) : undefined });
    });
  });
  return { pid: terminal.pid, ended, write: createTerminalWriter(terminal, host.platform) };
}

async function loadPtyModule(): Promise<PtyModule> {
  try {
    return await import("@lydell/node-pty");
  } catch (cause) {
    throw new ExecSandboxError(
      "pty_unavailable",
      "terminals are not available on this platform: run the command with tty=false",
      { cause },
    );
  }
}

function open(pty: PtyModule, invocation: Invocation, request: ProcessRequest): IPty {
  return pty.spawn(invocation.file, [...invocation.args], {
    name: request.env["TERM"] ?? "dumb",
    rows: TERMINAL_ROWS,
    cols: TERMINAL_COLUMNS,
    cwd: request.cwd,
    env: sandboxEnvironment(request.env, request.plan),
    encoding: null,
  });
}

/** The module reports a missing folder only in words on the terminal. */
function folderFailure({ argv, cwd }: ProcessRequest): StartFailure | undefined {
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const message = `cannot run ${argv[0] ?? ""}: the working folder ${cwd} cannot be entered`;
  return { reason: "bad_working_folder", message };
}

function notStarted(failure: StartFailure): ProcessSource {
  const end: ProcessEnd = { kind: "not_started", failure };
  return { pid: undefined, ended: Promise.resolve(end), write: undefined };
}
