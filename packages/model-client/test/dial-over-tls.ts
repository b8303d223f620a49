/** Run as a program: opens the WebSocket in its first argument and prints `open`, or the error's code. */
import { dial } from "../src/websocket/dial.ts";

const url = new URL(process.argv[2] ?? "");
try {
  const target = { url, headers: {}, env: process.env, timeoutMs: 10_000 };
  const dialled = await dial(target, new AbortController().signal);
  process.stdout.write(`${dialled.kind}\n`);
  if (dialled.kind === "open") dialled.connection.close();
} catch (error) {
  process.stdout.write(`${(error as NodeJS.ErrnoException).code}\n`);
}
