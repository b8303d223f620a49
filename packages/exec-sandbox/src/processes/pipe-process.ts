/** A process without standard input whose two outputs share a pipe. */
import type { Readable } from "node:stream";
import type { ExecHost } from "../host.ts";
import { spawnProcess } from "../spawn/spawn-process.ts";
import type { ProcessEnd } from "./managed-process.ts";
import type { ProcessRequest } from "./process-request.ts";
import { HELD_OUTPUT_MS, type OutputSink, type ProcessSource } from "./process-source.ts";

/** Starts a process on pipes. */
export async function startPipeProcess(
  host: ExecHost,
  request: ProcessRequest,
  sink: OutputSink,
): Promise<ProcessSource> {
  const child = await spawnProcess(host, { ...request, output: "merged" });
  const give = (bytes: Buffer) => {
    const output = child.guard.pass(bytes);
    if (output.length > 0) sink(output);
  };
  // Windows has no merged output: there the two come in the order of arrival.
  const streams = child.stderr ? [child.stdout, child.stderr] : [child.stdout];
  const closed = Promise.all(streams.map((stream) => readToEnd(stream, give)));

  const untilEnd = async (): Promise<ProcessEnd> => {
    const end = await child.ended;
    await settlesWithin(closed, HELD_OUTPUT_MS);
    for (const stream of streams) stream.destroy();
    if (end.kind === "failed") return { kind: "not_started", failure: end.failure };
    const verdict = child.guard.finish(end.exitCode);
    if ("failure" in verdict) return { kind: "not_started", failure: verdict.failure };
    if (verdict.rest.length > 0) sink(verdict.rest);
    return { kind: "exited", exitCode: end.exitCode, signal: end.signal };
  };
  return { pid: child.pid, ended: untilEnd(), write: undefined };
}

function readToEnd(stream: Readable, give: OutputSink): Promise<void> {
  stream.on("data", give);
  return new Promise((resolve) => {
    stream.once("close", resolve);
    stream.once("error", () => resolve()); // A broken pipe is the end of the output.
  });
}

/** Waits for a promise, but no longer than so; then lets what is ready be read once more. */
async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve), ms);
  });
  await Promise.race([promise, tooLong]);
  clearTimeout(timer);
}
