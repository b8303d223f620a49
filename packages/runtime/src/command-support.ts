/** What commands need from the process: opened once, when first needed. */
import { tmpdir } from "node:os";
import path from "node:path";
import type { ResolvedConfig } from "@codex-ts/config";
import { createLeftovers, type ExecHost, type Leftovers, openExecHost } from "@codex-ts/exec-sandbox";
import type { BashParser } from "@codex-ts/shell-command";
import { untilAborted } from "@codex-ts/std";
import type { RuntimeOptions } from "./runtime-options.ts";

/** What confines commands on Linux; other systems have one way only. */
export type LinuxConfinement = "launcher" | "bubblewrap" | "bubblewrap-without-proc";

/** What the settings choose. */
export function confinementOf({ features }: Pick<ResolvedConfig, "features">): LinuxConfinement {
  return features.use_linux_sandbox_bwrap ? "bubblewrap" : "launcher";
}

/** Shared by all sessions of a process. */
export interface CommandSupport {
  /** One host for each way to confine, whoever asks for it first. */
  openExecHost(confinement: LinuxConfinement, signal: AbortSignal): Promise<ExecHost>;
  loadBashParser(): Promise<BashParser>;
  /** What commands outside of any session have left in the background. */
  readonly leftovers: Leftovers;
  /** Ends those leftovers and closes the hosts. */
  close(): Promise<void>;
}

/** Nothing is opened before the first call; a failed opening is tried again by the next. */
export function createCommandSupport(
  options: RuntimeOptions,
  home: string,
  isForOneCommand: boolean,
): CommandSupport {
  const hosts = new Map<LinuxConfinement, Promise<ExecHost>>();
  const life = new AbortController();
  const leftovers = createLeftovers(options.platform);
  let parser: Promise<BashParser> | undefined;
  return {
    openExecHost(confinement, signal) {
      const open = hosts.get(confinement);
      if (open) return untilAborted(open, signal);
      const request = { options, home, isForOneCommand, confinement };
      const host = openHost(request, life.signal).catch((error: unknown) => {
        hosts.delete(confinement);
        throw error;
      });
      hosts.set(confinement, host);
      return untilAborted(host, signal);
    },
    loadBashParser() {
      parser ??= loadParser(options).catch((error: unknown) => {
        parser = undefined;
        throw error;
      });
      return parser;
    },
    leftovers,
    async close() {
      life.abort();
      await leftovers.endAll();
      const opened = await Promise.all([...hosts.values()].map((host) => host.catch(() => undefined)));
      await Promise.all(opened.map((host) => host?.close()));
    },
  };
}

interface HostRequest {
  readonly options: RuntimeOptions;
  readonly home: string;
  readonly isForOneCommand: boolean;
  readonly confinement: LinuxConfinement;
}

function openHost(
  { options, home, isForOneCommand, confinement }: HostRequest,
  signal: AbortSignal,
): Promise<ExecHost> {
  const mountsProc = confinement !== "bubblewrap-without-proc";
  return openExecHost(
    {
      platform: options.platform,
      arch: options.arch,
      pid: options.pid,
      uid: options.uid,
      gid: options.gid,
      launcherFolders: ["/dev/shm", tmpdir(), path.join(home, "tmp")],
      now: () => performance.now(),
      isForOneCommand,
      bubblewrap: confinement === "launcher" ? undefined : { searchPath: options.env["PATH"], mountsProc },
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
