/** Who we are to servers. */
import { buildUserAgent, detectTerminal, resolveOriginator } from "@codex-ts/model-client";
import type { RuntimeOptions } from "./runtime-options.ts";
import type { ClientIdentity } from "./thread-request.ts";

/** The name that requests carry, and the whole user agent. */
export interface Sender {
  readonly originator: string;
  readonly userAgent: string;
}

/** A client that has named itself is the originator, unless the environment names another one. */
export function toSender(options: RuntimeOptions, client: ClientIdentity | undefined): Sender {
  const originator = resolveOriginator(options.env, client?.name ?? options.originator);
  const userAgent = buildUserAgent({
    originator,
    version: options.version,
    os: { name: options.osName, version: options.osVersion },
    arch: options.arch === "x64" ? "x86_64" : options.arch,
    terminal: detectTerminal(options.env, undefined),
    suffix: client && `${client.name}; ${client.version}`,
  });
  return { originator, userAgent };
}
