/** The messages themselves: one union for each kind, made from the method table. */
import * as z from "zod/mini";
import { addedNotificationMethods } from "../app-server/added-notification-methods.ts";
import { addedServerRequests } from "../app-server/added-server-requests.ts";
import { addedMethods } from "../app-server/additions.ts";
import { experimentalMethods } from "../app-server/experimental.ts";
import { clientNotifications, clientRequests, notifications, serverRequests } from "../app-server/methods.ts";
import { NoParams } from "../app-server/no-params.ts";
import { RequestId } from "../request-id.ts";
import type { Schema } from "./schema-types.ts";

/** Whether the experimental part of the protocol is wanted. */
export interface ProtocolSelection {
  readonly experimental: boolean;
}

/** The method table of a selection, as entries. */
export interface SelectedMethods {
  readonly clientRequests: readonly (readonly [method: string, { params: Schema; result: Schema }])[];
  readonly serverRequests: readonly (readonly [method: string, { params: Schema; result: Schema }])[];
  readonly notifications: readonly (readonly [method: string, params: Schema])[];
}

/** The methods of a selection; our own additions are in none. */
export function selectMethods({ experimental }: ProtocolSelection): SelectedMethods {
  return {
    clientRequests: Object.entries(clientRequests).filter(
      ([method]) => !addedMethods.has(method) && (experimental || !experimentalMethods.has(method)),
    ),
    serverRequests: Object.entries(serverRequests).filter(([method]) => !addedServerRequests.has(method)),
    notifications: Object.entries(notifications).filter(([method]) => !addedNotificationMethods.has(method)),
  };
}

/** The unions by published name. */
export function messageTypes(methods: SelectedMethods): ReadonlyMap<string, Schema> {
  const request = ([method, { params }]: readonly [string, { params: Schema }]) =>
    z.object({ id: RequestId, method: z.literal(method), params: asMini(params) });
  const notification = ([method, params]: readonly [string, Schema]) =>
    z.object({ method: z.literal(method), params: asMini(params) });
  const told = clientNotifications.map((method) => z.object({ method: z.literal(method) }));
  return new Map<string, Schema>([
    ["ClientRequest", tagged(methods.clientRequests.map(request))],
    ["ServerRequest", tagged(methods.serverRequests.map(request))],
    ["ClientNotification", tagged(told)],
    ["ServerNotification", tagged(methods.notifications.map(notification))],
  ]);
}

/** The types that get a file of their own besides the messages: all that stand in the method table. */
export function methodTypes(methods: SelectedMethods): ReadonlySet<Schema> {
  const ofRequests = [...methods.clientRequests, ...methods.serverRequests].flatMap(
    ([, { params, result }]) => [params, result],
  );
  const types = new Set([...ofRequests, ...methods.notifications.map(([, params]) => params)]);
  types.delete(NoParams);
  return types;
}

type TaggedOption = z.ZodMiniObject<{ readonly method: z.ZodMiniLiteral<string> }>;

function tagged(options: readonly TaggedOption[]): Schema {
  const [first, ...rest] = options;
  if (first === undefined) throw new Error("a kind of message without methods");
  return z.discriminatedUnion("method", [first, ...rest]);
}

/** The table's schemas are all of zod/mini; its types say less. */
function asMini(schema: Schema): z.ZodMiniType {
  return schema as z.ZodMiniType;
}
