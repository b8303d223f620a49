/** What a client sent: one line of text, decoded as far as the protocol knows it. */
import { type Decoded, decodeValue } from "../decode/decode.ts";
import { parseJson } from "../decode/parse-json.ts";
import { DecodeError } from "../errors.ts";
import { isJsonObject } from "../json.ts";
import { RequestId } from "../request-id.ts";
import { JSONRPCErrorError } from "./jsonrpc.ts";
import type { ClientParams, ClientRequestMethod } from "./method-types.ts";
import { clientRequests } from "./methods.ts";

/** A request of a known method with its params. */
export type ClientRequest = {
  [Method in ClientRequestMethod]: {
    readonly kind: "request";
    readonly id: RequestId;
    readonly method: Method;
    readonly params: ClientParams<Method>;
  };
}[ClientRequestMethod];

/** One message. `unusable` is JSON or text that fits no form: it is not answered. */
export type ClientMessage =
  | ClientRequest
  /** To be answered with an error. */
  | { readonly kind: "bad-request"; readonly id: RequestId; readonly error: DecodeError }
  | { readonly kind: "notification"; readonly method: string }
  | { readonly kind: "response"; readonly id: RequestId; readonly result: unknown }
  | { readonly kind: "error"; readonly id: RequestId; readonly error: JSONRPCErrorError }
  | { readonly kind: "unusable"; readonly error: DecodeError };

/**
 * Decodes one line. The forms are told apart by their members, in this order: request, notification, response,
 * error; a request whose id is neither a string nor an integer is a notification. Members that belong to no
 * form, `jsonrpc` among them, are ignored. Never throws.
 */
export function decodeClientMessage(text: string): ClientMessage {
  const parsed = parseJson(text);
  if (!parsed.ok) return refuse(text, parsed.error);
  const message = parsed.value;
  if (!isJsonObject(message)) return unusable("an object expected");
  const { method } = message;
  const id = decodeValue(RequestId, message["id"]);
  if (typeof method === "string") {
    if (!id.ok) return { kind: "notification", method };
    return decodeRequest(id.value, method, message["params"]);
  }
  if (!id.ok) return unusable("neither a method nor an id");
  if ("result" in message) return { kind: "response", id: id.value, result: message["result"] };
  const error = decodeValue(JSONRPCErrorError, message["error"]);
  return error.ok
    ? { kind: "error", id: id.value, error: error.value }
    : unusable("neither result nor error");
}

/** A request with a value that cannot be kept is still a request, and its sender waits for an answer. */
function refuse(text: string, error: DecodeError): ClientMessage {
  if (error.code === "unsafe_value") {
    const message: unknown = JSON.parse(text);
    const id = decodeValue(RequestId, isJsonObject(message) ? message["id"] : undefined);
    if (id.ok && isJsonObject(message) && typeof message["method"] === "string") {
      return { kind: "bad-request", id: id.value, error };
    }
  }
  return { kind: "unusable", error };
}

function unusable(reason: string): ClientMessage {
  return { kind: "unusable", error: new DecodeError("wrong_shape", "", reason) };
}

function decodeRequest(id: RequestId, method: string, params: unknown): ClientMessage {
  if (!isKnown(method)) {
    const reason = `unknown method ${JSON.stringify(method)}; known are ${Object.keys(clientRequests).join(", ")}`;
    return { kind: "bad-request", id, error: new DecodeError("wrong_shape", "method", reason) };
  }
  const decoded: Decoded<unknown> = decodeValue(clientRequests[method].params, params);
  if (!decoded.ok) {
    const { code, path, reason } = decoded.error;
    return { kind: "bad-request", id, error: new DecodeError(code, inParams(path), reason) };
  }
  // The table has the schema of this very method; the checker does not follow that through the union.
  return { kind: "request", id, method, params: decoded.value } as ClientRequest;
}

function inParams(path: string): string {
  if (path === "") return "params";
  return path.startsWith("[") ? `params${path}` : `params.${path}`;
}

function isKnown(method: string): method is ClientRequestMethod {
  return Object.hasOwn(clientRequests, method);
}
