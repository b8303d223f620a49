/** Names and addresses in one canonical spelling, so that what is judged is what is connected to. */
import { isIPv6 } from "node:net";

/** A host that a client asked for. */
export interface Host {
  /**
   * - `name`: a domain name in lower-case ASCII (punycode), without a trailing dot.
   * - `address`: dotted IPv4, or compressed IPv6 without brackets; mapped IPv4 is told as IPv4.
   */
  readonly kind: "name" | "address";
  readonly text: string;
}

/** What never stands in a host, but would make a URL parser read something else. */
const FOREIGN = /[\s/\\?#@%<>^|]/;
const NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;
const MAX_NAME_LENGTH = 253;
const MAPPED_IPV4 = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * Reads a host in any spelling that a resolver would take: any case, trailing dots, brackets, numbers for
 * IPv4 in decimal, octal or hex, international names. Undefined for all that leaves a doubt.
 */
export function parseHost(text: string): Host | undefined {
  const isBracketed = text.startsWith("[") && text.endsWith("]");
  const inner = isBracketed ? text.slice(1, -1) : text;
  if (inner === "" || FOREIGN.test(inner) || hasControl(inner)) return undefined;
  if (isBracketed || inner.includes(":"))
    return isIPv6(inner) ? toAddress(hostOfUrl(`[${inner}]`)) : undefined;
  const canonical = hostOfUrl(inner.replace(/[.。．｡]+$/u, ""));
  if (canonical === undefined || canonical.length > MAX_NAME_LENGTH) return undefined;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(canonical)) return { kind: "address", text: canonical };
  return NAME.test(canonical) ? { kind: "name", text: canonical } : undefined;
}

/** True for names that every system resolves to itself. */
export function isLocalName({ kind, text }: Host): boolean {
  return kind === "name" && (text === "localhost" || text.endsWith(".localhost"));
}

function toAddress(canonical: string | undefined): Host | undefined {
  if (canonical === undefined) return undefined;
  const text = canonical.slice(1, -1);
  const mapped = MAPPED_IPV4.exec(text);
  if (!mapped) return { kind: "address", text };
  return {
    kind: "address",
    text: dotted(Number.parseInt(mapped[1] ?? "", 16), Number.parseInt(mapped[2] ?? "", 16)),
  };
}

/** The two last groups of an IPv6 address as IPv4. */
export function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** The URL standard's own reading, which browsers, Node and curl share. */
function hostOfUrl(host: string): string | undefined {
  const url = URL.parse(`http://${host}/`);
  const isWhole = url?.pathname === "/" && url.port === "" && url.username === "" && url.hostname !== "";
  return isWhole ? url.hostname : undefined;
}

function hasControl(text: string): boolean {
  return [...text].some((character) => character <= " " || character === "\u007f");
}
