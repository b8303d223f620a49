export { addedNotificationMethods } from "./app-server/added-notification-methods.ts";
export { decodeHandshake } from "./app-server/decode-handshake.ts";
