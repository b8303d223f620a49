/** Which front end or thread opened a session, as files of any age say it. */
import { SessionSource } from "@codex-ts/protocol";

/** Reads `session_meta.source`: missing means `vscode` (the oldest files), anything unrecognised `unknown`. */
export function parseSessionSource(value: unknown): SessionSource {
  if (value === undefined || value === null) return "vscode";
  const parsed = SessionSource.safeParse(value);
  return parsed.success ? parsed.data : "unknown";
}
