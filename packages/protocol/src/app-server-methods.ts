export { experimentalMethods, findExperimentalUse } from "./app-server/experimental.ts";
export { JSONRPCMessage } from "./app-server/jsonrpc.ts";
export {
  clientNotifications,
  clientRequests,
  notifications,
  serverRequests,
} from "./app-server/methods.ts";
