export { type ClientMessage, type ClientRequest, decodeClientMessage } from "./app-server/decode-message.ts";
export { experimentalMethods, findExperimentalUse } from "./app-server/experimental.ts";
export { JSONRPCMessage } from "./app-server/jsonrpc.ts";
export {
  clientNotifications,
  clientRequests,
  notifications,
  serverRequests,
} from "./app-server/methods.ts";
export { type Decoded, decodeJson, decodeValue } from "./decode/decode.ts";
export { DecodeError, type DecodeErrorCode } from "./errors.ts";
