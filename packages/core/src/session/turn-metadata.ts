/** The request header about the work tree: asked for early, waited for briefly. */
import type { SandboxPolicy } from "@codex-ts/protocol";

/** How long a request waits for it, in milliseconds (Codex 0.99.0). */
const PATIENCE_MS = 250;

/** Names a sandbox for the header and for metrics. */
export function sandboxTag(policy: SandboxPolicy, platform: NodeJS.Platform): string {
  if (policy.type === "danger-full-access") return "none";
  if (policy.type === "external-sandbox") return "external";
  return { linux: "seccomp", darwin: "seatbelt" }[platform as string] ?? "none";
}

/** Starts reading now; every call of the result gives the text, or undefined when it takes too long or fails. */
export function startTurnMetadata(
  read: (signal: AbortSignal) => Promise<string | undefined>,
  signal: AbortSignal,
): () => Promise<string | undefined> {
  const reading = read(signal).catch(() => undefined);
  return () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
    return Promise.race([reading, promise]).finally(() => clearTimeout(timer));
  };
}
