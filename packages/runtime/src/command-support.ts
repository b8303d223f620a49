/** What commands need from the process: opened once, when first needed. */
import { tmpdir } from "node:os";
import path from "node:path";
import { type ExecHost, openExecHost } from "@codex-ts/exec-sandbox";
import type { BashParser } from "@codex-ts/shell-command";
import type { RuntimeOptions } from "./runtime-options.ts";

/** Shared by all sessions of a process. */
export interface CommandSupport {
  openExecHost(signal: AbortSignal): Promise<ExecHost>;
  loadBashParser(): Promise<BashParser>;
  close(): Promise<void>;
}

/** Nothing is opened before the first call; a failed opening is tried again by the next. */
export function createCommandSupport(options: RuntimeOptions, home: string): CommandSupport {
  let host: Promise<ExecHost> | undefined;
  let parser: Promise<BashParser> | undefined;
  return {
    openExecHost(signal) {
      host ??= openHost(options, home, signal).catch((error: unknown) => {
        host = undefined;
        throw error;
      });
      return host;
    },
    loadBashParser() {
      parser ??= loadParser(options).catch((error: unknown) => {
        parser = undefined;
        throw error;
      });
      return parser;
    },
    async close() {
      (await host?.catch(() => undefined))?.close();
    },
  };
}

function openHost(options: RuntimeOptions, home: string, signal: AbortSignal): Promise<ExecHost> {
  return openExecHost(
    {
      platform: options.platform,
      arch: options.arch,
      pid: options.pid,
      uid: options.uid,
      gid: options.gid,
      launcherFolders: ["/dev/shm", tmpdir(), path.join(home, "tmp")],
      now: () => performance.now(),
      userCacheFolder: path.join(options.userHome, "Library", "Caches"),
    },
    signal,
  );
}

/** The grammar costs 25 ms and 20 MiB, so it is loaded by the first script that needs it. */
async function loadParser(options: RuntimeOptions): Promise<BashParser> {
  const [{ loadBashParser }, { findBashWasm, readBashWasm }] = await Promise.all([
    import("@codex-ts/shell-command"),
    import("@codex-ts/shell-command/node"),
  ]);
  return loadBashParser(await readBashWasm(findBashWasm(options.programFolder)));
}
