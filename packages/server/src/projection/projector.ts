/** The contract of one event's translation, and what translations remember. */
import type { EventOf, EventType, ThreadId } from "@codex-ts/protocol";
import type {
  CommandExecutionItem,
  FileChangeItem,
  ServerNotification,
  ThreadItem,
  TurnError,
} from "@codex-ts/protocol/app-server";

/** What a projector remembers of one thread between events. */
export interface ProjectionState {
  readonly threadId: ThreadId;
  /** Commands that began and have not ended, by call id. */
  readonly openCommands: Map<string, CommandExecutionItem>;
  /** Patches that began and have not ended, by call id. */
  readonly openPatches: Map<string, FileChangeItem>;
  /** Call ids of open commands and patches that the user refused; their end is still to come. */
  readonly refused: Set<string>;
  /** The error that ends the running turn as failed. */
  turnError: TurnError | undefined;
}

/** Translates one kind of event; an event may say nothing to clients, or several things. */
export type Projector<Type extends EventType> = (
  msg: EventOf<Type>,
  turnId: string,
  state: ProjectionState,
) => readonly ServerNotification[];

/** A projector for every kind in `Types`. */
export type Projectors<Types extends EventType> = { readonly [Type in Types]: Projector<Type> };

/** Makes the memory of one thread's projection. */
export function createProjectionState(threadId: ThreadId): ProjectionState {
  return {
    threadId,
    openCommands: new Map(),
    openPatches: new Map(),
    refused: new Set(),
    turnError: undefined,
  };
}

/** The start or the end of an item. */
export function itemNotification(
  method: "item/started" | "item/completed",
  item: ThreadItem,
  turnId: string,
  { threadId }: ProjectionState,
): ServerNotification {
  return { method, params: { item, threadId, turnId } };
}
