import { type ChildProcess, spawn } from "node:child_process";
import { TestSupportError } from "./errors.ts";

/** How a program is to be started. */
export interface ProgramOptions {
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Text for standard input, then its end; "ignore" connects it to nothing; "open" leaves it to `write` and `endInput`. */
  readonly stdin: { readonly text: string } | "ignore" | "open";
  /** Kills the program with its whole process group. */
  readonly signal: AbortSignal;
}

/** How a program ended and what it wrote. */
export interface ProgramResult {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs. */
export interface Program {
  readonly pid: number;
  /** Settles when the program has ended and its output is at its end. */
  readonly result: Promise<ProgramResult>;
  /** Sends a signal to the program alone, as `kill` would. */
  kill(signal: NodeJS.Signals): void;
  /** Writes to a standard input that is open. */
  write(data: string | Uint8Array): void;
  /** Ends a standard input that is open. */
  endInput(): void;
  /** Calls back with what was written to standard output so far, and with each later piece. */
  onStdout(take: (text: string) => void): void;
  /** Stops and goes on to read standard output, as a slow reader does. */
  pauseStdout(): void;
  resumeStdout(): void;
  /** Closes the reading end of standard output. */
  closeStdout(): void;
  /** The first line of standard output that fits; rejects when the program ends before. */
  stdoutLine(pattern: RegExp): Promise<string>;
}

/** Starts a program in a process group of its own. Throws when it cannot be started. */
export async function startProgram(argv: readonly string[], options: ProgramOptions): Promise<Program> {
  const [file = "", ...args] = argv;
  options.signal.throwIfAborted();
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: [options.stdin === "ignore" ? "ignore" : "pipe", "pipe", "pipe"],
    detached: true,
  });
  await started(child, file, options.cwd);
  return follow(child, options);
}

/** Runs a program to its end. */
export async function runProgram(argv: readonly string[], options: ProgramOptions): Promise<ProgramResult> {
  const program = await startProgram(argv, options);
  return program.result;
}

function started(child: ChildProcess, file: string, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) =>
      reject(
        new TestSupportError("environment", `cannot start "${file}" in ${cwd}: ${error.message}`, error),
      ),
    );
  });
}

function follow(child: ChildProcess, options: ProgramOptions): Program {
  const pid = child.pid ?? 0;
  const output = { stdout: "", stderr: "" };
  const watchers = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
      for (const watch of watchers) watch();
    });
  }
  // A program that exits without reading its input closes the pipe; that is its right.
  child.stdin?.on("error", () => undefined);
  if (typeof options.stdin === "object") child.stdin?.end(options.stdin.text);

  const onAbort = () => killGroup(pid);
  options.signal.addEventListener("abort", onAbort, { once: true });
  const result = new Promise<ProgramResult>((resolve) => {
    child.once("close", (code, signal) => {
      options.signal.removeEventListener("abort", onAbort);
      resolve({ code, signal, ...output });
    });
  });

  return {
    pid,
    result,
    kill: (signal) => {
      child.kill(signal);
    },
    write: (data) => void child.stdin?.write(data),
    endInput: () => void child.stdin?.end(),
    onStdout(take) {
      if (output.stdout !== "") take(output.stdout);
      child.stdout?.on("data", take);
    },
    pauseStdout: () => void child.stdout?.pause(),
    resumeStdout: () => void child.stdout?.resume(),
    closeStdout: () => void child.stdout?.destroy(),
    stdoutLine(pattern) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const line = output.stdout
            .split("\n")
            .slice(0, -1)
            .find((text) => pattern.test(text));
          if (line === undefined) return;
          watchers.delete(look);
          resolve(line);
        };
        watchers.add(look);
        look();
        result.then(
          () => reject(new TestSupportError("script-mismatch", `no line fits ${pattern}; ${report(output)}`)),
          reject,
        );
      });
    },
  };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function report(output: { readonly stdout: string; readonly stderr: string }): string {
  return `stdout: ${JSON.stringify(output.stdout)}, stderr: ${JSON.stringify(output.stderr)}`;
}
