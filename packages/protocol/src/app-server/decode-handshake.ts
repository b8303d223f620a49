/** The one request that is decoded without the table of methods, whose schemas take 20 ms to build. */
import { decodeValue } from "../decode/decode.ts";
import { parseJson } from "../decode/parse-json.ts";
import { isJsonObject } from "../json.ts";
import { RequestId } from "../request-id.ts";
import type { ClientRequest } from "./decode-message.ts";
import { InitializeParams } from "./initialize.ts";

/** An `initialize` that is in order; undefined for any other line, about which `decodeClientMessage` has the word. */
export function decodeHandshake(text: string): Extract<ClientRequest, { method: "initialize" }> | undefined {
  const parsed = parseJson(text);
  if (!parsed.ok || !isJsonObject(parsed.value) || parsed.value["method"] !== "initialize") return undefined;
  const id = decodeValue(RequestId, parsed.value["id"]);
  const params = decodeValue(InitializeParams, parsed.value["params"]);
  if (!id.ok || !params.ok) return undefined;
  return { kind: "request", id: id.value, method: "initialize", params: params.value };
}
