import { createDeferred, type Deferred, untilAborted } from "@codex-ts/std";
import { TestSupportError } from "../errors.ts";
import { type CapturedRequest, captureRequest, type WireRequest } from "./captured-request.ts";
import type { ModelReply } from "./model-reply.ts";

/** A reply, or a function that looks at the request first. It may wait, which holds the answer back. */
export type ReplySource = ModelReply | ((request: CapturedRequest) => ModelReply | Promise<ModelReply>);

/** Replies in order, or one function for every request, counted from 0. */
export type Replies =
  | readonly ReplySource[]
  | ((index: number, request: CapturedRequest) => ModelReply | Promise<ModelReply>);

/** The course of a scripted run, whatever transport carries it. */
export interface Script {
  readonly requests: readonly CapturedRequest[];
  /** Records a request and gives its reply; undefined when the script has none left. */
  answer(wire: WireRequest): Promise<ModelReply | undefined>;
  /** Notes a request that has no place in the script at all. */
  refuse(wire: WireRequest): void;
  waitForRequest(index: number, signal: AbortSignal): Promise<CapturedRequest>;
  /** Throws when a request was not expected, a reply was not used, or a reply function failed. */
  verify(): void;
}

/** Starts a script at its first reply. */
export function createScript(replies: Replies): Script {
  const requests: CapturedRequest[] = [];
  const waiting = new Map<number, Deferred<CapturedRequest>>();
  const problems: string[] = [];

  function sourceOf(request: CapturedRequest): ReplySource | undefined {
    if (typeof replies !== "function") return replies[request.index];
    return () => replies(request.index, request);
  }

  return {
    requests,
    async answer(wire) {
      const request = captureRequest(wire, requests.length);
      requests.push(request);
      waiting.get(request.index)?.resolve(request);
      const source = sourceOf(request);
      if (source === undefined) {
        problems.push(`request ${request.index} (${describe(wire)}) came after the last reply`);
        return undefined;
      }
      if (typeof source !== "function") return source;
      try {
        return await source(request);
      } catch (error) {
        problems.push(`the reply function failed at request ${request.index}: ${String(error)}`);
        return undefined;
      }
    },
    refuse: (wire) => {
      problems.push(`no such endpoint: ${describe(wire)}`);
    },
    waitForRequest(index, signal) {
      const seen = requests[index];
      if (seen) return Promise.resolve(seen);
      const deferred = waiting.get(index) ?? createDeferred<CapturedRequest>();
      waiting.set(index, deferred);
      return untilAborted(deferred.promise, signal);
    },
    verify() {
      const unused = typeof replies === "function" ? 0 : replies.length - requests.length;
      const missing = unused > 0 ? [`${unused} of ${replies.length} replies were never asked for`] : [];
      const all = [...problems, ...missing];
      if (all.length > 0) throw new TestSupportError("script-mismatch", `scripted model: ${all.join("; ")}`);
    },
  };
}

function describe(wire: WireRequest): string {
  return `${wire.method} ${wire.path}`;
}
