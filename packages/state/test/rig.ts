/** What the tests of this package share: throw-away homes, ready-made items, a clock that is set by hand. */
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type RolloutItem, type ThreadId, toThreadId } from "@codex-ts/protocol";
import type { StateError } from "../src/errors.ts";
import { createRolloutRecorder, type NewRolloutOptions } from "../src/rollout/recorder.ts";
import type { ThreadOrigin } from "../src/rollout/session-meta.ts";

/** A signal that is never aborted. */
export const { signal } = new AbortController();

/** A folder that is removed at the end of the `using` block. */
export interface TempHome extends AsyncDisposable {
  readonly path: string;
  /** Writes a file below the home, with its folders, and returns its path. `mtime` is Unix milliseconds. */
  write(name: string, text: string, mtime?: number): Promise<string>;
}

export async function tempHome(): Promise<TempHome> {
  const home = await mkdtemp(path.join(tmpdir(), "codex-state-"));
  return {
    path: home,
    async write(name, text, mtime) {
      const file = path.join(home, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
      if (mtime !== undefined) await utimes(file, mtime / 1000, mtime / 1000);
      return file;
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true }),
  };
}

/** The n-th thread id; ids rise with their number. */
export function threadIdOf(number: number): ThreadId {
  return toThreadId(`01a1f886-0000-7000-8000-${String(number).padStart(12, "0")}`);
}

export function userMessage(message: string): RolloutItem {
  return {
    type: "event_msg",
    payload: { type: "user_message", message, local_images: [], text_elements: [] },
  };
}

export function agentMessage(message: string): RolloutItem {
  return { type: "event_msg", payload: { type: "agent_message", message } };
}

/** The texts of the agent messages, in order. */
export function agentTexts(items: readonly RolloutItem[]): readonly string[] {
  return items.flatMap((item) =>
    item.type === "event_msg" && item.payload.type === "agent_message" ? [item.payload.message] : [],
  );
}

export function originOf(threadId: ThreadId): ThreadOrigin {
  return {
    threadId,
    forkedFromId: undefined,
    cwd: "/work/project",
    originator: "codex_exec",
    cliVersion: "0.99.0",
    source: "exec",
    modelProvider: "openai",
    baseInstructions: "Be brief.",
    dynamicTools: undefined,
  };
}

/** A recorder of thread 1 with what it reported and its clock. */
export function newRecorder(home: string, overrides: Partial<NewRolloutOptions>) {
  const clock = { time: Date.parse("2026-11-20T10:35:09.123Z"), now: () => clock.time };
  const failures: StateError[] = [];
  const recorder = createRolloutRecorder({
    home,
    origin: originOf(threadIdOf(1)),
    copied: [],
    collectGitInfo: async () => undefined,
    clock,
    onFailure: (failure) => failures.push(failure),
    ...overrides,
  });
  return { recorder, failures, clock };
}

/** The lines of a file, parsed. Throws when one is not JSON. */
export async function readLines(file: string): Promise<readonly unknown[]> {
  const text = await readFile(file, "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line));
}

/** A line as another program may have written it. */
export function lineOf(type: string, payload: unknown): string {
  return `${JSON.stringify({ timestamp: "2026-11-20T10:00:00.000Z", type, payload })}\n`;
}

/** The first line of a thread. */
export function metaLine(threadId: ThreadId, overrides: Record<string, unknown>): string {
  return lineOf("session_meta", {
    id: threadId,
    timestamp: "2026-11-20T10:00:00.000Z",
    cwd: "/work/project",
    originator: "codex_exec",
    cli_version: "0.99.0",
    source: "exec",
    model_provider: "openai",
    base_instructions: null,
    ...overrides,
  });
}

/** A small number generator (mulberry32), so that a failing case can be repeated from its seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
