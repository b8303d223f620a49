/** Taking the port of the login server, also from an older login that nobody finishes. */
import type { Server } from "node:http";
import { sleep } from "@codex-ts/std";
import { AuthError } from "../errors.ts";

/** The port that the issuer sends browsers back to. */
export const CALLBACK_PORT = 1455;
const HOST = "127.0.0.1";
/** Numbers of Codex 0.99.0: how often, and how long before, the port is tried again. */
const RETRIES = 10;
const RETRY_DELAY_MS = 200;
/** How long an older login may take to answer that it gives way, in milliseconds. */
const CANCEL_TIMEOUT_MS = 2_000;

/**
 * Listens on the loopback address; port 0 takes any. A login that holds the port is asked once to give way.
 * Throws `login_failed` when it does not.
 */
export async function bindCallbackPort(server: Server, port: number, signal: AbortSignal): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted();
    const error = await listen(server, port);
    if (!error) return boundPort(server);
    if (error.code !== "EADDRINUSE" || attempt === RETRIES) throw notBound(port, error);
    if (attempt === 0) await askToGiveWay(port, signal);
    await sleep(RETRY_DELAY_MS, signal);
  }
}

function listen(server: Server, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const settle = (error?: NodeJS.ErrnoException) => {
      server.off("error", settle).off("listening", settle);
      resolve(error);
    };
    server.on("error", settle).on("listening", settle);
    server.listen(port, HOST);
  });
}

function boundPort(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

async function askToGiveWay(port: number, signal: AbortSignal): Promise<void> {
  const http = process.getBuiltinModule("node:http");
  await new Promise<void>((resolve) => {
    const request = http.get(
      {
        host: HOST,
        port,
        path: "/cancel",
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(CANCEL_TIMEOUT_MS)]),
      },
      (answer) => {
        answer.resume();
        resolve();
      },
    );
    // It may be no login server at all; then the port stays taken, and that is told.
    request.once("error", () => resolve());
  });
}

function notBound(port: number, error: NodeJS.ErrnoException): AuthError {
  const reason =
    error.code === "EADDRINUSE"
      ? `port ${port} is in use by another program`
      : `port ${port} cannot be used (${error.code ?? error.message})`;
  const message = `The browser login needs a local server, but ${reason}. End the other program, or use \`codex login --device-auth\`.`;
  return new AuthError("login_failed", message, error);
}
