/** The login environment of a session's shell: captured beside the first turn, used by the commands after it. */
import { rm, stat } from "node:fs/promises";
import path from "node:path";
import {
  applySnapshot,
  captureSnapshot,
  isSnapshotShell,
  removeStaleSnapshots,
  type ShellCommand,
  type ShellSnapshot,
  selectSandbox,
  shellEnvironment,
  unifiedExecEnvironment,
} from "@codex-ts/exec-sandbox";
import { parseThreadId } from "@codex-ts/protocol";
import { findThreadById } from "@codex-ts/state";
import { untilAborted } from "@codex-ts/std";
import type { Telemetry } from "@codex-ts/telemetry";
import type { SessionServices } from "../services.ts";
import type { SessionOptions } from "./session-options.ts";

/** The snapshot of one session. */
export interface SessionSnapshot {
  /** The command as it is best started now: from the snapshot when it is ready and fits, else as it is. */
  apply(command: ShellCommand): ShellCommand;
  /** Stops a capture that still runs, waits for what goes on on the disk, and removes the file; never rejects. */
  close(): Promise<void>;
}

/** A model takes longer than this to ask for its first command; a session that is over before pays nothing. */
const START_DELAY_MS = 150;
/** Tidying usually takes a millisecond; a disk that is slow must not hold up the end of a session. */
const TIDY_LIMIT_MS = 1_000;

/**
 * Starts capturing, in the background, and tidies up after earlier sessions. Undefined when the feature is off
 * or the shell is none that can be captured. Nothing ever waits for it: without a snapshot commands read the
 * start-up files themselves.
 */
export function startShellSnapshot(
  services: SessionServices,
  options: SessionOptions,
  telemetry: Telemetry,
): SessionSnapshot | undefined {
  if (!options.usesShellSnapshot) return undefined;
  const folder = path.join(options.home, "shell_snapshots");
  const file = path.join(folder, `${options.threadId}.sh`);
  const stop = new AbortController();
  let snapshot: ShellSnapshot | undefined;
  // A failure of either costs time only, and there is nothing that a user could do about it.
  const capturing = capture(services, options, file, telemetry, stop.signal).then(
    (captured) => {
      snapshot = captured;
    },
    () => undefined,
  );
  const tidying = tidy(services, options, folder, AbortSignal.timeout(TIDY_LIMIT_MS)).catch(() => undefined);
  return {
    apply: (command) => (snapshot ? applySnapshot(snapshot, command) : command),
    async close() {
      stop.abort();
      await Promise.all([capturing, tidying]);
      // What cannot be removed now is stale for the sessions to come.
      if (snapshot) await rm(file, { force: true }).catch(() => undefined);
    },
  };
}

async function capture(
  services: SessionServices,
  { shell: { name, path: program }, settings, threadId, tools }: SessionOptions,
  file: string,
  telemetry: Telemetry,
  signal: AbortSignal,
): Promise<ShellSnapshot | undefined> {
  const shell = { kind: name, path: program };
  if (!isSnapshotShell(shell)) return undefined;
  await services.clock.sleep(START_DELAY_MS, signal);
  // Commands wait for the same engine, so the end of this capture must not stop its opening.
  const host = await untilAborted(services.openExecHost(new AbortController().signal), signal);
  const env = shellEnvironment({
    policy: services.environmentPolicy,
    inherited: services.env,
    platform: services.platform,
    threadId,
  });
  const network = services.network?.environment(env) ?? env;
  const plan = selectSandbox({
    // The user's own start-up files; whoever can write them can run things as the user anyway.
    policy: { type: "danger-full-access" },
    policyCwd: settings.cwd,
    tmpdir: services.env["TMPDIR"],
    platform: services.platform,
    support: host.support,
    approval: "keep-sandbox",
    network: undefined,
  });
  const startedAt = services.clock.now();
  const captured = await captureSnapshot(
    host,
    {
      shell,
      cwd: settings.cwd,
      env: tools.unifiedExec ? unifiedExecEnvironment(network) : network,
      plan,
      file,
    },
    signal,
  );
  const success = captured !== undefined;
  telemetry.count("codex.shell_snapshot", { success });
  telemetry.duration("codex.shell_snapshot.duration_ms", services.clock.now() - startedAt, { success });
  return captured;
}

function tidy(
  services: SessionServices,
  { home, threadId }: SessionOptions,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const lastWritten = async (name: string) => {
    const id = parseThreadId(name);
    const found = id && (await findThreadById({ home, threadId: id, archived: false }, signal));
    return found && (await stat(found.path)).mtimeMs;
  };
  return removeStaleSnapshots(
    { folder, ownThread: threadId, lastWritten, now: services.clock.now() },
    signal,
  );
}
