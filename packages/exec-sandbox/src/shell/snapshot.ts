/** The environment of a login shell, captured once, so that later commands need not make it again. */
import { randomBytes } from "node:crypto";
import { renameSync, statSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "@codex-ts/std/node";
import type { ExecHost } from "../host.ts";
import { runCommand } from "../run-command.ts";
import type { SandboxPlan } from "../sandbox/plan.ts";
import { parseShellState, type ShellChanges, type ShellState, shellChanges } from "./shell-state.ts";
import { markOf, type ShellSnapshot } from "./snapshot-command.ts";
import { dumpScript, type SnapshotShell } from "./snapshot-script.ts";
import { quoteWord, snapshotText } from "./snapshot-text.ts";

/** What is captured, and where it is kept. */
export interface SnapshotRequest {
  readonly shell: SnapshotShell;
  /** Absolute; the snapshot holds for commands in this folder. */
  readonly cwd: string;
  /** The environment that commands get; the snapshot is what start-up files change in it. */
  readonly env: Readonly<Record<string, string>>;
  /** From `selectSandbox`. Start-up files are the user's own and run as in a terminal of the user. */
  readonly plan: SandboxPlan;
  /** Where it is written; the folder is made. */
  readonly file: string;
}

/** Start-up files that take longer are not waited for (0.99.0). */
const LIMIT_MS = 10_000;
/** A login environment may hold secrets. */
const FILE_MODE = 0o600;

/**
 * Starts a login shell and a plain one, compares them, and writes what differs to the file. Undefined when a
 * shell fails, takes too long, or when the file cannot be sourced; nothing is left on disk then. Rejects when
 * the signal is aborted or the file cannot be written.
 */
export async function captureSnapshot(
  host: ExecHost,
  request: SnapshotRequest,
  signal: AbortSignal,
): Promise<ShellSnapshot | undefined> {
  const [plain, login] = await Promise.all([
    readState(host, request, "plain", signal),
    readState(host, request, "login", signal),
  ]);
  signal.throwIfAborted();
  if (!plain || !login) return undefined;
  const changes = shellChanges(plain, login);
  const { file, shell, cwd } = request;
  await makeFolder(path.dirname(file));
  // Checked under another name: whoever finds the file finds one that works.
  const unchecked = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFile(unchecked, snapshotText(changes), { mode: FILE_MODE, flag: "wx" });
    const script = `set -e; . ${quoteWord(unchecked)}`;
    const status = await runScript(host, request, ["-c", script], () => undefined, signal);
    signal.throwIfAborted();
    if (status !== 0) {
      await rm(unchecked, { force: true });
      return undefined;
    }
    // In one go with the answer: who sees the file may count on its being used.
    renameSync(unchecked, file);
    return { shell, cwd, file, fileMark: markOf(statSync(file)), ...used(changes) };
  } catch (error) {
    await rm(unchecked, { force: true });
    throw error;
  }
}

function used({ functions, options, set, unset }: ShellChanges) {
  return { isSourced: functions !== "" || options.length > 0, set, unset };
}

async function readState(
  host: ExecHost,
  request: SnapshotRequest,
  manner: "plain" | "login",
  signal: AbortSignal,
): Promise<ShellState | undefined> {
  const mark = `codex-snapshot-${randomBytes(8).toString("hex")}`;
  const script = dumpScript(request.shell.kind, mark, manner === "login");
  const pieces: Uint8Array[] = [];
  const flag = manner === "login" ? "-lc" : "-c";
  const status = await runScript(host, request, [flag, script], (bytes) => pieces.push(bytes), signal);
  return status === 0 ? parseShellState(Buffer.concat(pieces), mark) : undefined;
}

/** The exit status; undefined when the shell could not be started or was stopped. */
async function runScript(
  host: ExecHost,
  { shell, cwd, env, plan }: SnapshotRequest,
  args: readonly string[],
  onOutput: (bytes: Uint8Array) => void,
  signal: AbortSignal,
): Promise<number | undefined> {
  const outcome = await runCommand(
    host,
    {
      argv: [shell.path, ...args],
      cwd,
      env,
      plan,
      timeoutMs: LIMIT_MS,
      onDelta: ({ stream, bytes }) => {
        if (stream === "stdout") onOutput(bytes);
      },
    },
    signal,
  );
  return outcome.kind === "finished" && outcome.end === "exited" ? outcome.exitCode : undefined;
}
