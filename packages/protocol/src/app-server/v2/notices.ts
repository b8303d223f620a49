/** Notices that belong to no turn. */
import * as z from "zod/mini";
import { Uint } from "../../numbers.ts";

export const WarningNotification = z.object({ threadId: z.nullable(z.string()), message: z.string() });
/** Params of `warning`: something the user should know that does not end the turn. */
export type WarningNotification = z.infer<typeof WarningNotification>;

export const DeprecationNoticeNotification = z.object({
  summary: z.string(),
  details: z.nullable(z.string()),
});
/** Params of `deprecationNotice`: a setting in use will go away. */
export type DeprecationNoticeNotification = z.infer<typeof DeprecationNoticeNotification>;

export const TextPosition = z.object({ line: Uint, column: Uint });
/** A place in a file; both count from 1. */
export type TextPosition = z.infer<typeof TextPosition>;

export const TextRange = z.object({ start: TextPosition, end: TextPosition });
/** A stretch of a file. */
export type TextRange = z.infer<typeof TextRange>;

export const ConfigWarningNotification = z.object({
  path: z.nullish(z.string()),
  summary: z.string(),
  details: z.nullable(z.string()),
  range: z.nullish(TextRange),
});
/** Params of `configWarning`: settings that could not be used as written. */
export type ConfigWarningNotification = z.infer<typeof ConfigWarningNotification>;

export const WindowsWorldWritableWarningNotification = z.object({
  extraCount: Uint,
  failedScan: z.boolean(),
  samplePaths: z.array(z.string()),
});
/** Params of `windows/worldWritableWarning`: folders that everybody may write, which the sandbox cannot protect. */
export type WindowsWorldWritableWarningNotification = z.infer<typeof WindowsWorldWritableWarningNotification>;
