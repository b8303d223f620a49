/** Finds out by trying what bubblewrap can do here. */
import { execFile } from "node:child_process";
import { ExecSandboxError } from "../errors.ts";
import { bubblewrapArgv } from "./bubblewrap-argv.ts";

/** Trials of this process; each is made once, when a command needs it. */
export interface BubblewrapTrials {
  /**
   * Runs `true` as a command would run, with no place to write. Throws `sandbox_unavailable`, with what
   * bubblewrap said, where that fails.
   */
  tryOut(program: string, allowsNetwork: boolean): Promise<{ readonly mountsProc: boolean }>;
}

/** Any program that exits with 0 will do; there is one of these on every Linux. */
const TRUE_PATH = "/usr/bin:/bin:/run/current-system/sw/bin";
const LIMIT_MS = 10_000;
const MAX_ERROR_BYTES = 64 * 1024;
/** What bubblewrap says where a container forbids a new `/proc` (facts of 0.99.0). */
const PROC_REFUSED = ["Can't mount proc", "/newroot/proc", "Invalid argument"];

/** Makes no trial yet. `mayMountProc`: false where nobody wants a new `/proc`. */
export function createBubblewrapTrials(mayMountProc: boolean): BubblewrapTrials {
  const successes = new Map<string, { readonly mountsProc: boolean }>();
  return {
    async tryOut(program, allowsNetwork) {
      const key = `${allowsNetwork} ${program}`;
      const known = successes.get(key);
      if (known) return known;
      let mountsProc = mayMountProc;
      let complaint = await complaintOf(program, { allowsNetwork, mountsProc });
      if (mountsProc && PROC_REFUSED.every((part) => complaint?.includes(part))) {
        mountsProc = false;
        complaint = await complaintOf(program, { allowsNetwork, mountsProc });
      }
      if (complaint !== undefined) {
        throw new ExecSandboxError(
          "sandbox_unavailable",
          `cannot confine by bubblewrap: ${program} failed: ${complaint}. Nothing was run. It needs user namespaces, or to be set-user-id; turn features.use_linux_sandbox_bwrap off where it cannot have them.`,
        );
      }
      const success = { mountsProc };
      successes.set(key, success);
      return success;
    },
  };
}

interface Trial {
  readonly allowsNetwork: boolean;
  readonly mountsProc: boolean;
}

/** Undefined after a trial that went well. */
function complaintOf(program: string, { allowsNetwork, mountsProc }: Trial): Promise<string | undefined> {
  const plan = { program, writableRoots: [], allowsNetwork };
  const [, ...args] = bubblewrapArgv(plan, { mountsProc, ownsTerminal: false });
  const options = { cwd: "/", env: { PATH: TRUE_PATH }, timeout: LIMIT_MS, maxBuffer: MAX_ERROR_BYTES };
  return new Promise((resolve) => {
    execFile(program, [...args, "true"], options, (error, _, stderr) => {
      resolve(error ? stderr.trim() || error.message : undefined);
    });
  });
}
