/** The items of an answer that grow as they come: what the model says, and what it thinks. */
import type { ResponseEvent, ResponseItem } from "@codex-ts/protocol";

/** At most one item is open at a time, as the deltas of a response do not name theirs. */
export interface TextItems {
  /** Empty lines before the first word wait for it: many models write them before a tool call, and alone they are no message. */
  addText(delta: string): ResponseEvent[];
  addReasoning(delta: string): ResponseEvent[];
  /** Ends the open item, if there is one. */
  close(): ResponseEvent[];
}

type Kind = "message" | "reasoning";

/** Makes the items of one answer. */
export function createTextItems(): TextItems {
  let open: { readonly kind: Kind; text: string } | undefined;
  let space = "";

  function close(): ResponseEvent[] {
    if (!open) return [];
    const item = toItem(open.kind, open.text);
    open = undefined;
    return [{ type: "item-completed", item }];
  }

  function openAs(kind: Kind): ResponseEvent[] {
    if (open?.kind === kind) return [];
    const before = close();
    open = { kind, text: "" };
    return [...before, { type: "item-started", item: toItem(kind, "") }];
  }

  function grow(kind: Kind, delta: string): ResponseEvent[] {
    if (delta === "") return [];
    const events = openAs(kind);
    if (open) open.text += delta;
    return [
      ...events,
      kind === "message"
        ? { type: "text-delta", delta }
        : { type: "reasoning-content-delta", delta, contentIndex: 0 },
    ];
  }

  return {
    close,
    addReasoning: (delta) => grow("reasoning", delta),
    addText(delta) {
      if (open?.kind === "message") return grow("message", delta);
      space += delta;
      if (space.trim() === "") return [];
      const text = space;
      space = "";
      return grow("message", text);
    },
  };
}

function toItem(kind: Kind, text: string): ResponseItem {
  return kind === "message"
    ? { type: "message", role: "assistant", content: text ? [{ type: "output_text", text }] : [] }
    : { type: "reasoning", summary: [], content: text ? [{ type: "reasoning_text", text }] : [] };
}
