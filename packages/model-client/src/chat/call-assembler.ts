/** Puts tool calls together that a server sends in pieces. */
import { isJsonObject } from "@codex-ts/protocol";

/** A whole call. */
export interface AssembledCall {
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it. */
  readonly arguments: string;
}

/** Collects the pieces of one response. */
export interface CallAssembler {
  /** Takes the `tool_calls` member of one delta. */
  add(pieces: unknown): void;
  /** The calls in the order in which they began; pieces that never got a name are none. */
  finish(): readonly AssembledCall[];
}

interface OpenCall {
  readonly index: number | undefined;
  id: string;
  name: string;
  arguments: string;
}

/**
 * Makes a collector. Servers differ: pieces come by index, or without one (older Ollama); whole calls all
 * claim index 0; ids are missing, repeated within an answer, or the same in every answer. `isUsedId` tells
 * the ids of earlier calls; `newId` gives an id in place of one that would not be unique.
 */
export function createCallAssembler(isUsedId: (id: string) => boolean, newId: () => string): CallAssembler {
  const calls: OpenCall[] = [];

  function callOf(index: number | undefined, id: string, name: string): OpenCall {
    const known = index === undefined ? calls.at(-1) : calls.findLast((call) => call.index === index);
    const isOther = known && id !== "" && known.id !== "" && known.id !== id;
    // Without an index, a name is all that tells a new call from the next piece of the last one.
    const isNamedAnew = index === undefined && name !== "";
    if (known && !isOther && !isNamedAnew) return known;
    const call = { index, id: "", name: "", arguments: "" };
    calls.push(call);
    return call;
  }

  return {
    add(pieces) {
      if (!Array.isArray(pieces)) return;
      for (const piece of pieces.filter(isJsonObject)) {
        const details = isJsonObject(piece["function"]) ? piece["function"] : {};
        const id = textOf(piece["id"]);
        const name = textOf(details["name"]);
        const index = typeof piece["index"] === "number" ? piece["index"] : undefined;
        const call = callOf(index, id, name);
        call.id ||= id;
        call.name ||= name;
        call.arguments += argumentsOf(details["arguments"]);
      }
    },
    finish() {
      const taken = new Set<string>();
      return calls
        .splice(0)
        .filter((call) => call.name !== "")
        .map((call) => {
          const isUnique = call.id !== "" && !taken.has(call.id) && !isUsedId(call.id);
          const id = isUnique ? call.id : newId();
          taken.add(id);
          return { id, name: call.name, arguments: call.arguments.trim() === "" ? "{}" : call.arguments };
        });
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Some servers send the arguments as the object itself. */
function argumentsOf(value: unknown): string {
  return isJsonObject(value) ? JSON.stringify(value) : textOf(value);
}
