/** Apps (connectors) of the user's account. */
import * as z from "zod/mini";
import { Uint32 } from "../../numbers.ts";

const page = { cursor: z.nullish(z.string()), limit: z.nullish(Uint32) };

export const AppInfo = z.object({
  id: z.string(),
  name: z.string(),
  description: z.nullable(z.string()),
  distributionChannel: z.nullable(z.string()),
  installUrl: z.nullable(z.string()),
  /** True: the user has installed it. */
  isAccessible: z._default(z.boolean(), false),
  logoUrl: z.nullable(z.string()),
  logoUrlDark: z.nullable(z.string()),
});
/** One app. */
export type AppInfo = z.infer<typeof AppInfo>;

export const AppsListParams = z.object({
  ...page,
  /** Judges whether the feature is on by this thread's settings. */
  threadId: z.nullish(z.string()),
  /** Ask again instead of answering from memory. */
  forceRefetch: z.optional(z.boolean()),
});
/** Parameters of `app/list`. */
export type AppsListParams = z.infer<typeof AppsListParams>;

export const AppsListResponse = z.object({ data: z.array(AppInfo), nextCursor: z.nullable(z.string()) });
/** Answer of `app/list`: sorted by name. */
export type AppsListResponse = z.infer<typeof AppsListResponse>;

export const AppListUpdatedNotification = z.object({ data: z.array(AppInfo) });
/** Params of `app/list/updated`: another source of a running `app/list` has answered. */
export type AppListUpdatedNotification = z.infer<typeof AppListUpdatedNotification>;
