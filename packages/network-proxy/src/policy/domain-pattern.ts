/** The patterns of allowed and denied domains. */
import { NetworkProxyError } from "../errors.ts";
import { type Host, parseHost } from "./host.ts";

/**
 * - `any`: `*`.
 * - `exact`: a name or an address.
 * - `below`: `*.name`, everything below a name; with `withApex` (`**.name`) the name too.
 */
export type DomainPattern =
  | { readonly kind: "any" }
  | { readonly kind: "exact"; readonly host: Host }
  | { readonly kind: "below"; readonly name: string; readonly withApex: boolean };

const PREFIXES = ["**.", "*."] as const;

/** Reads a pattern; case, trailing dots and a port do not count. Throws `bad_pattern`. */
export function parseDomainPattern(text: string): DomainPattern {
  const trimmed = text.trim();
  if (trimmed === "*") return { kind: "any" };
  const prefix = PREFIXES.find((candidate) => trimmed.startsWith(candidate)) ?? "";
  const host = parseHost(withoutPort(trimmed.slice(prefix.length)));
  const isUsable = host && (prefix === "" || host.kind === "name");
  if (!isUsable) {
    throw new NetworkProxyError(
      "bad_pattern",
      `the domain pattern \`${text}\` means nothing; use \`example.com\`, \`*.example.com\` (below it), \`**.example.com\` (both) or \`*\``,
    );
  }
  if (prefix === "") return { kind: "exact", host };
  return { kind: "below", name: host.text, withApex: prefix === "**." };
}

/** True when a pattern covers a host. */
export function matchesPattern(pattern: DomainPattern, host: Host): boolean {
  switch (pattern.kind) {
    case "any":
      return true;
    case "exact":
      return pattern.host.text === host.text;
    case "below":
      return (
        host.kind === "name" &&
        (host.text.endsWith(`.${pattern.name}`) || (pattern.withApex && host.text === pattern.name))
      );
  }
}

function withoutPort(text: string): string {
  return /^(\[[^\]]*\]|[^:]*):\d+$/.exec(text)?.[1] ?? text;
}
