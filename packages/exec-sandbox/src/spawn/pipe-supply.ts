/** Real pipes for commands. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import type { Launcher } from "../launcher/open-launcher.ts";
import { createProgram } from "../launcher/program.ts";

/**
 * A pipe with both ends in this process. Node itself connects children by sockets, which cannot be opened
 * again by name: `echo x > /dev/stderr` would fail in every command.
 */
export interface OsPipe {
  readonly readFd: number;
  readonly writeFd: number;
}

/** Gives out pipes, made in batches ahead of their use. */
export interface PipeSupply {
  /** `count` pipes that the caller closes; undefined where this machine has no way to make them. */
  take(count: number): Promise<readonly OsPipe[] | undefined>;
  /** Closes the pipes that nobody took, also those that are just being made. */
  close(): Promise<void>;
}

const BATCH = 8;
const PIPE_BYTES = 8;

/**
 * A supply that has the launcher make the pipes; without a launcher it has none to give. `isEager`: the first ones
 * are made at once, which takes a process.
 */
export function createPipeSupply(launcher: Launcher | undefined, isEager: boolean): PipeSupply {
  const pool: OsPipe[] = [];
  let filling: Promise<boolean> | undefined;
  let isClosed = false;
  let isBroken = false;

  const fill = (source: Launcher): Promise<boolean> => {
    filling ??= makePipes(source)
      .then((pipes) => {
        if (isClosed) closePipes(pipes);
        else pool.push(...pipes);
        isBroken = pipes.length === 0;
        return !isBroken;
      })
      .finally(() => {
        filling = undefined;
      });
    return filling;
  };

  if (launcher && isEager) void fill(launcher);
  return {
    async take(count) {
      if (!launcher || isBroken) return undefined;
      while (pool.length < count) if (isClosed || !(await fill(launcher))) return undefined;
      const taken = pool.splice(0, count);
      if (pool.length < count) void fill(launcher);
      return taken;
    },
    async close() {
      isClosed = true;
      await filling;
      closePipes(pool.splice(0));
    },
  };
}

/** Closes both ends of each pipe. */
export function closePipes(pipes: readonly OsPipe[]): void {
  for (const { readFd, writeFd } of pipes) {
    closeSync(readFd);
    closeSync(writeFd);
  }
}

/**
 * Lets a short-lived launcher make a batch, opens the pipes through its `/proc` entry, and lets it go.
 * Resolves with an empty list when any of that fails.
 */
function makePipes(launcher: Launcher): Promise<OsPipe[]> {
  return new Promise((resolve) => {
    // Typed loosely: without a descriptor left Node makes no streams, and only tells of an error.
    const child: ChildProcess = spawn(launcher.path, [pipeProgram(launcher), "pipes"], {
      argv0: "codex-launcher",
      stdio: ["pipe", "pipe", "ignore"],
      env: {},
    });
    let numbers = Buffer.alloc(0);
    let pipes: OsPipe[] = [];
    child.on("error", () => resolve([]));
    child.stdin?.on("error", () => undefined); // The launcher is gone already: "close" follows.
    child.stdout?.on("data", (bytes: Buffer) => {
      numbers = Buffer.concat([numbers, bytes]);
      if (numbers.length < BATCH * PIPE_BYTES) return;
      pipes = openPipes(child.pid ?? 0, numbers);
      child.stdin?.end();
    });
    child.on("close", () => resolve(pipes));
  });
}

/** Makes the pipes, tells their descriptors, and waits until standard input is closed. */
function pipeProgram(launcher: Launcher): string {
  const program = createProgram(launcher.arch);
  const pairs = program.slots(...Array.from({ length: BATCH }, () => 0));
  const failed = program.label();
  for (let index = 0; index < BATCH; index += 1) {
    const pair = program.addressOf({ kind: "slot", index: pairs.index + index });
    program.call("pipe2", [pair, 0], { onFailure: failed });
  }
  program.call("write", [1, program.addressOf(pairs), BATCH * PIPE_BYTES]);
  program.call("read", [0, program.addressOf(pairs), 1]);
  program.place(failed);
  program.call("exit_group", [0]);
  return program.encode("").hex;
}

function openPipes(pid: number, numbers: Buffer): OsPipe[] {
  const pipes: OsPipe[] = [];
  try {
    for (let offset = 0; offset < BATCH * PIPE_BYTES; offset += PIPE_BYTES) {
      const file = (at: number) => `/proc/${pid}/fd/${numbers.readInt32LE(at)}`;
      const readFd = openSync(file(offset), constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        pipes.push({ readFd, writeFd: openSync(file(offset + 4), constants.O_WRONLY) });
      } catch (error) {
        closeSync(readFd);
        throw error;
      }
    }
    return pipes;
  } catch {
    // No access to other processes in /proc: commands get sockets, as everywhere else in Node.
    closePipes(pipes);
    return [];
  }
}
