/** An empty network for the commands of a session, with listeners of ours in it. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readlinkSync } from "node:fs";
import type { Server } from "node:net";
import { createDeferred } from "@codex-ts/std";
import { ExecSandboxError } from "../errors.ts";
import type { ExecHost } from "../host.ts";
import { addHandedListener, addNetworkNamespace } from "../launcher/network-steps.ts";
import type { Launcher } from "../launcher/open-launcher.ts";
import { createProgram } from "../launcher/program.ts";
import type { NetworkNamespace } from "../sandbox/managed-network.ts";

/** A network in which nobody listens but this process. */
export interface OpenedNetwork {
  readonly namespace: NetworkNamespace;
  /** One for each port, in order. */
  readonly listeners: readonly Server[];
  /** Ends the listeners; the network lives on as long as a command is in it. */
  close(): void;
}

/** The channel of Node for messages to a parent, as `stdio` below sets it. */
const CHANNEL = 3;
const LIMIT_MS = 5_000;

/**
 * Makes a network namespace and listens in it on these loopback ports. Throws `sandbox_unavailable` where this
 * machine has no such namespaces, and rejects with the reason of the signal.
 */
export async function openNetwork(
  host: ExecHost,
  ports: readonly number[],
  signal: AbortSignal,
): Promise<OpenedNetwork> {
  const { launcher } = host;
  if (!launcher) throw unavailable();
  const child = startHolder(launcher, ports, AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]));
  const listeners: Server[] = [];
  const files: number[] = [];
  const close = () => {
    for (const listener of listeners) listener.close();
    for (const file of files.splice(0)) closeSync(file);
  };
  try {
    await receiveListeners(child, listeners, ports.length);
    const keep = (name: string) => {
      const file = openSync(`/proc/${child.pid}/ns/${name}`, "r");
      files.push(file);
      return `/proc/${host.pid}/fd/${file}`;
    };
    const networkFile = keep("net");
    const isOwned = readlinkSync(`/proc/${child.pid}/ns/user`) === readlinkSync("/proc/self/ns/user");
    return { namespace: { networkFile, userFile: isOwned ? undefined : keep("user") }, listeners, close };
  } catch (cause) {
    close();
    signal.throwIfAborted();
    throw unavailable(cause);
  } finally {
    child.kill("SIGKILL");
  }
}

/** Lets a short-lived launcher make the namespace; it waits for its end so that the files can be opened. */
function startHolder(launcher: Launcher, ports: readonly number[], signal: AbortSignal): ChildProcess {
  const program = createProgram(launcher.arch);
  const failed = program.label();
  addNetworkNamespace(program, launcher.identity, failed);
  ports.forEach((port, index) => {
    // How Node itself hands a server to another process.
    const message = `${JSON.stringify({ cmd: "NODE_HANDLE", type: "net.Server", msg: { index } })}\n`;
    addHandedListener(program, { port, channel: CHANNEL, message }, failed);
  });
  program.call("read", [0, program.addressOf(program.slots(0)), 1]);
  program.place(failed);
  program.call("exit_group", [1]);
  return spawn(launcher.path, [program.encode("").hex, "network"], {
    argv0: "codex-launcher",
    stdio: ["pipe", "ignore", "ignore", "ipc"],
    env: {},
    signal,
    killSignal: "SIGKILL",
  });
}

async function receiveListeners(child: ChildProcess, listeners: Server[], count: number): Promise<void> {
  const { promise, resolve, reject } = createDeferred<void>();
  const end = () => reject(new Error("the namespace could not be made"));
  child.stdin?.on("error", () => undefined);
  child.on("error", reject).on("exit", end);
  child.on("message", (_message, handle) => {
    if (!handle || !("listening" in handle)) return end();
    listeners.push(handle);
    if (listeners.length === count) resolve();
  });
  await promise;
}

function unavailable(cause?: unknown): ExecSandboxError {
  return new ExecSandboxError("sandbox_unavailable", "commands cannot be given a network of their own here", {
    cause,
  });
}
