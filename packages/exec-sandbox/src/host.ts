/** What lives as long as the process: the launcher, the probe's result, the supply of pipes. */
import type { Launcher } from "./launcher/open-launcher.ts";
import { openLauncher } from "./launcher/open-launcher.ts";
import { landlockVersion, probeSandbox } from "./launcher/probe-sandbox.ts";
import { type BubblewrapTrials, createBubblewrapTrials } from "./sandbox/bubblewrap-trials.ts";
import { findBubblewrap } from "./sandbox/find-bubblewrap.ts";
import type { SandboxSupport } from "./sandbox/support.ts";
import { createPipeSupply, type PipeSupply } from "./spawn/pipe-supply.ts";

/** What the host needs to know about this process and machine. */
export interface ExecHostOptions {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Id of this process: children check that it is still their parent. */
  readonly pid: number;
  /** User and group of this process; undefined on Windows. */
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** Folders to try for the launcher, best first; it is never visible there under a lasting name. */
  readonly launcherFolders: readonly string[];
  /** Per-user cache folder, used on macOS only (`getconf DARWIN_USER_CACHE_DIR`). */
  readonly userCacheFolder: string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** True where one attached command is all that will run: nothing is prepared for others. */
  readonly isForOneCommand?: boolean | undefined;
  /** Has Linux commands confined by bubblewrap; without it the launcher does it alone. */
  readonly bubblewrap?: BubblewrapWish | undefined;
}

/** How bubblewrap is to be used. */
export interface BubblewrapWish {
  /** `PATH` of this process. */
  readonly searchPath: string | undefined;
  /** False: commands keep the `/proc` of the system, where they see its other processes. */
  readonly mountsProc: boolean;
}

/** Runs commands; made once per process. */
export interface ExecHost {
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly now: () => number;
  readonly support: SandboxSupport;
  /** Present on Linux where it works. */
  readonly launcher: Launcher | undefined;
  readonly pipes: PipeSupply;
  readonly bubblewrap: BubblewrapTrials;
  /** Closes what the host holds open. Running commands keep running. */
  close(): Promise<void>;
}

/** Opens the launcher and finds out what it can do here: two or three short processes on Linux (10 ms). */
export async function openExecHost(options: ExecHostOptions, signal: AbortSignal): Promise<ExecHost> {
  let landlockAbi = 0;
  const check = async (launcher: Launcher) => {
    const version = await landlockVersion(launcher, signal);
    landlockAbi = version ?? 0;
    return version !== undefined;
  };
  const opening = options.platform === "linux" ? await openLauncher(options, check) : undefined;
  const launcher = opening?.kind === "opened" ? opening.launcher : undefined;
  const pipes = createPipeSupply(launcher, options.isForOneCommand !== true);
  const close = async () => {
    await pipes.close();
    launcher?.close();
  };
  try {
    const support =
      options.bubblewrap && launcher
        ? bubblewrapSupport(options.bubblewrap, landlockAbi)
        : await probeSandbox(options, opening, landlockAbi, signal);
    return {
      platform: options.platform,
      pid: options.pid,
      now: options.now,
      support,
      launcher,
      pipes,
      bubblewrap: createBubblewrapTrials(options.bubblewrap?.mountsProc ?? true),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function bubblewrapSupport({ searchPath }: BubblewrapWish, landlockAbi: number): SandboxSupport {
  const programs = findBubblewrap(searchPath);
  if (programs.length > 0) {
    return { kind: "bubblewrap", programs, landlockAbi, reason: "confinement by bubblewrap and seccomp" };
  }
  return {
    kind: "none",
    reason:
      "features.use_linux_sandbox_bwrap is on, and there is no program bwrap in PATH. Install the package bubblewrap (Debian, Ubuntu: apt install bubblewrap; Fedora: dnf install bubblewrap), or turn the feature off.",
  };
}
