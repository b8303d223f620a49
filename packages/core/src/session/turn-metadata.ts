/** The request header about the work tree: asked for early, waited for briefly. */
import type { TurnContext } from "../ports/turn-context.ts";
import type { SessionServices } from "../services.ts";
import { sandboxTag } from "../tools/sandbox-tag.ts";

/** How long a request waits for it, in milliseconds (Codex 0.99.0). */
const PATIENCE_MS = 250;

/** Starts reading now; every call of the result gives the text, or undefined when it takes too long or fails. */
export function startTurnMetadata(
  services: Pick<SessionServices, "readTurnMetadata" | "platform">,
  turn: TurnContext,
  signal: AbortSignal,
): () => Promise<string | undefined> {
  const tag = sandboxTag(turn.policy.sandbox, services.platform);
  const reading = services.readTurnMetadata(turn.cwd, tag, signal).catch(() => undefined);
  return () => withinPatience(reading);
}

/** The same before any turn, when nobody knows yet how its commands will be confined. */
export function readEarlyMetadata(
  services: Pick<SessionServices, "readTurnMetadata">,
  cwd: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  return withinPatience(services.readTurnMetadata(cwd, undefined, signal).catch(() => undefined));
}

function withinPatience(reading: Promise<string | undefined>): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  return Promise.race([reading, promise]).finally(() => clearTimeout(timer));
}
