/** Announces a patch: begin and end. */
import type { CallId, FileChange } from "@codex-ts/protocol";
import type { Announcements } from "../command-course.ts";
import { isSuccess } from "../command-end.ts";

/** What the events of one patch share. */
export interface AnnouncedPatch {
  readonly callId: CallId;
  readonly turnId: string;
  /** By absolute path. */
  readonly changes: { [path: string]: FileChange };
  /** True when nobody is asked before it is applied. */
  readonly isAutomatic: boolean;
}

/** The events of a patch. */
export function patchAnnouncements({ callId, turnId, changes, isAutomatic }: AnnouncedPatch): Announcements {
  const place = { call_id: callId, turn_id: turnId };
  return {
    begin: { type: "patch_apply_begin", ...place, auto_approved: isAutomatic, changes },
    end: ({ end, stdout, stderr }) => ({
      type: "patch_apply_end",
      ...place,
      stdout,
      stderr,
      success: isSuccess(end),
      changes,
    }),
  };
}
