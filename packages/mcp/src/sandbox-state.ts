/** What servers are told of the sandbox: those that run commands themselves are to confine them alike. */
import type { SandboxPolicy } from "@codex-ts/protocol";

/** The capability of servers that want to be told. */
export const SANDBOX_CAPABILITY = "codex/sandbox-state";

/** The request that tells them. */
export const SANDBOX_UPDATE = "codex/sandbox-state/update";

/** The sandbox of a thread. */
export interface SandboxState {
  readonly policy: SandboxPolicy;
  /** The folder in which the policy holds, absolute. */
  readonly cwd: string;
}

/** What does not change while the process lives. */
export interface SandboxProgram {
  /** The path of our sandbox helper; undefined where there is none. */
  readonly path: string | undefined;
  /** True when the user asked for bubblewrap. */
  readonly usesBubblewrap: boolean;
}

/** The params of the update, in the form of Codex 0.99.0. */
export function toSandboxUpdate(
  { policy, cwd }: SandboxState,
  { path, usesBubblewrap }: SandboxProgram,
): Readonly<Record<string, unknown>> {
  return {
    sandboxPolicy: policy,
    codexLinuxSandboxExe: path ?? null,
    sandboxCwd: cwd,
    useLinuxSandboxBwrap: usesBubblewrap,
  };
}
