/** Input that arrives while a turn runs. */
import type { ResponseItem, UserInput } from "@codex-ts/protocol";
import type { PendingInput } from "../ports/pending-input.ts";

/** What waits: something that the user said, an item that a tool adds, or a note for the model alone. */
export type PendingEntry =
  | { readonly kind: "user"; readonly input: readonly UserInput[] }
  | { readonly kind: "note"; readonly item: ResponseItem }
  | { readonly kind: "item"; readonly item: ResponseItem };

/** The queue of one turn; drained between two model requests. */
export interface PendingQueue extends PendingInput {
  /** Adds something that the user said while the turn runs. */
  pushUser(input: readonly UserInput[]): void;
  /** Adds an item that the model reads, and that is not shown as something the user said. */
  pushNote(item: ResponseItem): void;
  /** Takes everything, oldest first. */
  drain(): readonly PendingEntry[];
  readonly isEmpty: boolean;
}

/** Makes an empty queue. */
export function createPendingQueue(): PendingQueue {
  let entries: PendingEntry[] = [];
  return {
    push: (item) => {
      entries.push({ kind: "item", item });
    },
    pushUser: (input) => {
      entries.push({ kind: "user", input });
    },
    pushNote: (item) => {
      entries.push({ kind: "note", item });
    },
    drain() {
      const all = entries;
      entries = [];
      return all;
    },
    get isEmpty() {
      return entries.length === 0;
    },
  };
}
