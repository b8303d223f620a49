export { addedNotificationMethods } from "./app-server/added-notification-methods.ts";
export { addedServerRequests } from "./app-server/added-server-requests.ts";
export { decodeHandshake } from "./app-server/decode-handshake.ts";
