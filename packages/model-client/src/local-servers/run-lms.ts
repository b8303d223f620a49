/** Runs LM Studio's program `lms`. */
import { access, constants } from "node:fs/promises";
import path from "node:path";
import type { Environment } from "../providers/provider.ts";

/** Where to look for the program, and who reads what it says. */
export interface LmsOptions {
  readonly env: Environment;
  /** The user's home directory. */
  readonly userHome: string;
  /** Called with each line of its output. */
  readonly onLine: (line: string) => void;
}

/** How it ended; `code` is null after a signal. */
export type LmsResult =
  | { readonly kind: "missing" }
  | { readonly kind: "ended"; readonly code: number | null; readonly lastLine: string };

/** How long it may take to end after it was asked to, in milliseconds. */
const TERM_GRACE_MS = 2_000;

/** Runs it to its end. An abort ends it and all that it started, and rejects with the signal's reason after that. */
export async function runLms(
  args: readonly string[],
  options: LmsOptions,
  signal: AbortSignal,
): Promise<LmsResult> {
  const program = await findLms(options);
  if (program === undefined) return { kind: "missing" };
  const { spawn } = await import("node:child_process");
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let lastLine = "";
    const onLine = (line: string) => {
      lastLine = line;
      options.onLine(line);
    };
    for (const stream of [child.stdout, child.stderr]) readLines(stream, onLine);
    let killTimer: NodeJS.Timeout | undefined;
    const onAbort = () => {
      kill(child.pid, "SIGTERM");
      killTimer = setTimeout(() => kill(child.pid, "SIGKILL"), TERM_GRACE_MS);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    const onEnd = () => {
      clearTimeout(killTimer);
      signal.removeEventListener("abort", onAbort);
    };
    child.once("error", (error) => {
      onEnd();
      reject(error);
    });
    child.once("exit", () => {
      // What has left the group may still hold the pipes; nobody waits for it.
      if (signal.aborted) for (const stream of [child.stdout, child.stderr]) stream.destroy();
    });
    child.once("close", (code) => {
      onEnd();
      if (signal.aborted) reject(signal.reason);
      else resolve({ kind: "ended", code, lastLine });
    });
  });
}

/** On the search path, else where LM Studio puts it. */
async function findLms({ env, userHome }: LmsOptions): Promise<string | undefined> {
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const folder of [...folders, path.join(userHome, ".lmstudio", "bin")]) {
    const candidate = path.join(folder, "lms");
    const isThere = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return candidate;
  }
  return undefined;
}

/** The whole group, since it starts processes of its own. */
function kill(pid: number | undefined, name: "SIGTERM" | "SIGKILL"): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // The group has ended meanwhile.
  }
}

/** Progress bars end their lines with a carriage return. */
function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  const tell = (line: string) => {
    if (line.trim() !== "") onLine(line.trim());
  };
  stream.on("data", (text: string) => {
    const parts = (rest + text).split(/[\r\n]+/);
    rest = parts.pop() ?? "";
    parts.forEach(tell);
  });
  stream.once("end", () => tell(rest));
}
