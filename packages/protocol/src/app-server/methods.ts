/**
 * The one table of the app-server protocol: every method of every kind, with the schemas of what it carries.
 * It holds all schemas of the protocol; programs that only need types import those, and this file stays unloaded.
 */
import { clientRequestsV1 } from "./v1/client-requests.ts";
import { notificationsV1 } from "./v1/notifications.ts";
import { serverRequestsV1 } from "./v1/server-requests.ts";
import { clientRequestsV2 } from "./v2/client-requests.ts";
import { notificationsV2 } from "./v2/notifications.ts";
import { serverRequestsV2 } from "./v2/server-requests.ts";

/** What clients may ask. */
export const clientRequests = { ...clientRequestsV2, ...clientRequestsV1 };
/** What the server asks of clients. */
export const serverRequests = { ...serverRequestsV2, ...serverRequestsV1 };
/** What the server tells without being asked; `codex/event/<type>` carries core events beside these. */
export const notifications = { ...notificationsV2, ...notificationsV1 };
/** What clients tell: the method has no params, and nothing depends on it. */
export const clientNotifications = ["initialized"] as const;
