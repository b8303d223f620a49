/** Speaks with a program over its standard streams: one JSON message on each line. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { sleep } from "@codex-ts/std";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { McpError } from "./errors.ts";
import { serverEnvironment } from "./server-environment.ts";
import type { McpSurroundings, StdioServer } from "./server-settings.ts";

/** How long a server may take to end by itself (Codex 0.99.0). */
const GRACE_MS = 2_000;
/** How much of what a server complained about is kept, in characters. */
const COMPLAINT_LIMIT = 1_000;

/** A transport that knows what the program wrote to its standard error. */
export interface StdioTransport extends Transport {
  /** The end of it; empty when there was nothing. */
  complaint(): string;
}

/**
 * Prepares a transport; `start` starts the program in a process group of its own and rejects when it cannot be
 * started. `close` ends the whole group and waits until the program is gone.
 */
export function createStdioTransport(server: StdioServer, surroundings: McpSurroundings): StdioTransport {
  let child: ChildProcess | undefined;
  let complaint = "";
  const transport: StdioTransport = {
    complaint: () => complaint.trim(),
    async start() {
      const cwd = path.resolve(surroundings.cwd, server.cwd ?? ".");
      const started = spawn(server.command, server.args, {
        cwd,
        env: serverEnvironment(server, surroundings.env, surroundings.platform),
        stdio: ["pipe", "pipe", "pipe"],
        detached: true,
        windowsHide: true,
      });
      child = started;
      readLines(started, (message) => transport.onmessage?.(message));
      started.stderr?.setEncoding("utf8").on("data", (text: string) => {
        complaint = (complaint + text).slice(-COMPLAINT_LIMIT);
      });
      // A program that ends closes its input; its end is told by `close`.
      started.stdin?.on("error", () => undefined);
      started.on("close", () => transport.onclose?.());
      await untilSpawned(started, server.command, cwd);
    },
    async send(message) {
      const stdin = child?.stdin;
      if (!stdin?.writable) throw new McpError("request_failed", "the server has ended");
      if (!stdin.write(`${JSON.stringify(message)}\n`))
        await Promise.race([once(stdin, "drain"), ended(child)]);
    },
    close: () => endGroup(child),
  };
  return transport;
}

/** Lines that are no JSON object are not for us: some servers log to their standard output. */
function readLines(child: ChildProcess, onMessage: (message: JSONRPCMessage) => void): void {
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = parseMessage(line);
      if (message) onMessage(message);
    }
  });
}

function parseMessage(line: string): JSONRPCMessage | undefined {
  try {
    const value: unknown = JSON.parse(line);
    // The protocol layer checks the rest, and drops what it does not know.
    return typeof value === "object" && value !== null ? (value as JSONRPCMessage) : undefined;
  } catch {
    return undefined;
  }
}

function untilSpawned(child: ChildProcess, command: string, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.on("error", (cause) =>
      reject(new McpError("start_failed", startFailure(command, cwd, cause), { cause })),
    );
  });
}

/** The system gives one and the same code for a folder and for a program that is not there. */
function startFailure(command: string, cwd: string, { code, message }: NodeJS.ErrnoException): string {
  const failure = `\`${command}\` cannot be started in ${cwd}`;
  if (code === "EACCES") return `${failure}: it is not executable`;
  if (code !== "ENOENT") return `${failure}: ${message}`;
  if (!existsSync(cwd)) return `${failure}: there is no such folder; correct \`cwd\``;
  return command.includes("/")
    ? `${failure}: there is no such program; correct \`command\``
    : `${failure}: it is not found in PATH; install it or give its full path in \`command\``;
}

/** Asks the group to end, and makes it: children of a server do not outlive it. */
async function endGroup(child: ChildProcess | undefined): Promise<void> {
  const pid = child?.pid;
  if (child === undefined || pid === undefined) return;
  child.stdin?.end();
  signalGroup(pid, "SIGTERM");
  const patience = new AbortController();
  await Promise.race([ended(child), sleep(GRACE_MS, patience.signal).catch(() => undefined)]);
  patience.abort();
  signalGroup(pid, "SIGKILL");
  await ended(child);
  // A process that left the group may still hold the pipes.
  child.stdout?.destroy();
  child.stderr?.destroy();
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  await once(child, "exit");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is empty already.
  }
}
