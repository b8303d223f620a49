import { isJsonObject } from "@codex-ts/protocol";
import { TestSupportError } from "../errors.ts";

/** A request as it came over the wire, before anybody looks into it. */
export interface WireRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** Query without the question mark; empty for none. */
  readonly query: string;
  /** Names in lower case; repeated headers are joined with a comma and a space. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body after content decoding; a frame's text. */
  readonly text: string;
  /** The handshake, from 0, over whose connection a frame came; undefined for HTTP. */
  readonly socket?: number;
}

/** A request that the model was sent, with the questions tests ask about it. */
export interface CapturedRequest extends WireRequest {
  /** Position among the scripted requests, from 0. */
  readonly index: number;
  /** The parsed JSON body; undefined when it is not a JSON object. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** The request's `input`, item by item; the messages of a chat request. */
  readonly input: readonly Readonly<Record<string, unknown>>[];
  /** Texts of the messages of one role, in order, the parts of a message joined. */
  texts(role: "user" | "developer" | "assistant"): readonly string[];
  /** What a tool answered, as text; throws when the request carries no output for that call. */
  toolOutput(callId: string): string;
  /** The whole output item of a call; undefined when there is none. */
  outputItem(callId: string): Readonly<Record<string, unknown>> | undefined;
  /** Names of the tools offered; a tool without a name is given by its type. */
  toolNames(): readonly string[];
}

/** Gives a wire request its place in the script and the ways to look into it. */
export function captureRequest(wire: WireRequest, index: number): CapturedRequest {
  const body = parseObject(wire.text);
  const input = objects(body?.["input"] ?? body?.["messages"]);
  const outputItem = (callId: string) => input.find((item) => isOutputOf(item, callId));
  return {
    ...wire,
    index,
    body,
    input,
    outputItem,
    texts: (role) =>
      input
        .filter((item) => (item["type"] ?? "message") === "message" && item["role"] === role)
        .map((item) => textOf(item["content"])),
    toolOutput(callId) {
      const item = outputItem(callId);
      if (item) return textOf(item["output"] ?? item["content"]);
      const known = input.map((other) => other["call_id"]).filter((id) => id !== undefined);
      throw new TestSupportError(
        "script-mismatch",
        `request ${index} has no output for call "${callId}"; calls in it: ${known.join(", ") || "none"}`,
      );
    },
    toolNames: () => objects(body?.["tools"]).map(toolName),
  };
}

/** In a chat, outputs are messages of the role `tool`. */
function isOutputOf(item: Readonly<Record<string, unknown>>, callId: string): boolean {
  if (item["role"] === "tool") return item["tool_call_id"] === callId;
  return item["call_id"] === callId && String(item["type"]).endsWith("_output");
}

function toolName(tool: Readonly<Record<string, unknown>>): string {
  const details = isJsonObject(tool["function"]) ? tool["function"] : tool;
  return String(details["name"] ?? tool["type"]);
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** Text of a string, or of the text parts of a content list. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return objects(content)
    .map((part) => part["text"])
    .filter((text) => typeof text === "string")
    .join("");
}
