/** How the tools of servers are called among all tools of a thread. */
import { createHash } from "node:crypto";

/** The longest name that the model's server takes. */
const MAX_LENGTH = 64;

/**
 * `mcp__server__tool`, with `_` for characters that may not stand in a name. A name that is too long is cut and
 * ends in the SHA-1 of the whole, so that it stays the same from thread to thread (Codex 0.99.0).
 */
export function qualifiedToolName(server: string, tool: string): string {
  const raw = `mcp__${server}__${tool}`;
  const name = raw.replaceAll(/[^A-Za-z0-9_-]/gu, "_");
  if (name.length <= MAX_LENGTH) return name;
  const digest = createHash("sha1").update(raw).digest("hex");
  return name.slice(0, MAX_LENGTH - digest.length) + digest;
}
