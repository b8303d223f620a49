/** The user agent string of every request. */
import { isHeaderValue } from "../request/header-value.ts";

/** The parts of a user agent. */
export interface UserAgentParts {
  readonly originator: string;
  readonly version: string;
  readonly os: { readonly name: string; readonly version: string };
  /** As the system names it, for example `x86_64` or `arm64`. */
  readonly arch: string;
  /** From `detectTerminal`. */
  readonly terminal: string;
  /** Who uses us, for example `myclient; 1`. */
  readonly suffix: string | undefined;
}

/**
 * Builds `<originator>/<version> (<os> <os version>; <arch>) <terminal>[ (<suffix>)]`.
 * A text that cannot be a header gets `_` for everything but printable ASCII.
 */
export function buildUserAgent(parts: UserAgentParts): string {
  const { originator, version, os, arch, terminal } = parts;
  const suffix = parts.suffix?.trim() ? ` (${parts.suffix.trim()})` : "";
  const text = `${originator}/${version} (${os.name} ${os.version}; ${arch}) ${terminal}${suffix}`;
  return isHeaderValue(text) ? text : text.replace(/[^\x20-\x7e]/g, "_");
}
