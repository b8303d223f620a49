/** A host for tests, and folders that disappear with them. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SandboxPolicy } from "@codex-ts/protocol";
import {
  type BubblewrapWish,
  type ExecHost,
  openExecHost,
  type SandboxPlan,
  selectSandbox,
} from "../src/index.ts";
import { findBubblewrap } from "../src/sandbox/find-bubblewrap.ts";

/** True where the launcher can exist: other systems skip what needs it. */
export const isLinux = process.platform === "linux" && (process.arch === "x64" || process.arch === "arm64");

/** Opens a host for this process; with bubblewrap where that is to confine. */
export function openTestHost(bubblewrap?: BubblewrapWish): Promise<ExecHost> {
  return openExecHost(
    {
      platform: process.platform,
      arch: process.arch,
      pid: process.pid,
      uid: process.getuid?.(),
      gid: process.getgid?.(),
      launcherFolders: [tmpdir(), "/dev/shm", process.cwd()],
      userCacheFolder: tmpdir(),
      now: () => performance.now(),
      bubblewrap,
    },
    neverAborted(),
  );
}

/** The bubblewrap of this machine; tests that need it are skipped under this name where it is missing. */
export const BUBBLEWRAP: BubblewrapWish = { searchPath: process.env["PATH"], mountsProc: true };
export const hasBubblewrap = isLinux && findBubblewrap(BUBBLEWRAP.searchPath).length > 0;

/** A signal that nobody aborts. */
export function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

/** A new folder under the system's temporary one, with links resolved; `remove` deletes it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "exec-sandbox-")));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Workspace-write without the temporary folders and without network. */
export const WORKSPACE_ONLY: Extract<SandboxPolicy, { type: "workspace-write" }> = {
  type: "workspace-write",
  network_access: false,
  exclude_tmpdir_env_var: true,
  exclude_slash_tmp: true,
};

/** The plan for a command in a workspace. */
export function planFor(
  host: ExecHost,
  workspace: string,
  policy: SandboxPolicy = WORKSPACE_ONLY,
): SandboxPlan {
  return selectSandbox({
    policy,
    policyCwd: workspace,
    tmpdir: undefined,
    platform: host.platform,
    support: host.support,
    approval: "keep-sandbox",
    network: undefined,
  });
}

/** An environment in which shells read no start-up files. */
export const PLAIN_ENV: Readonly<Record<string, string>> = {
  PATH: process.env["PATH"] ?? "/usr/bin:/bin",
  SHLVL: "1",
};
