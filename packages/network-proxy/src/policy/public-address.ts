/** Tells addresses of the public internet from all others. */
import { BlockList, isIPv4 } from "node:net";
import { dotted } from "./host.ts";

/** IPv4 outside of the public internet (IANA's registry of special-purpose addresses, and multicast). */
const SPECIAL_IPV4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];
/** The only part of IPv6 that is public, and what in it is not: tunnels, documentation. */
const GLOBAL_IPV6 = ["2000::", 3] as const;
const SPECIAL_IPV6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];
/** Addresses that stand for IPv4 ones behind a translator (RFC 6052). */
const TRANSLATED = /^64:ff9b::(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/;

const special = listOf(SPECIAL_IPV4, "ipv4");
const global6 = listOf([GLOBAL_IPV6], "ipv6");
const special6 = listOf(SPECIAL_IPV6, "ipv6");

/** True for an address (canonical, see `parseHost`) that the public internet routes. */
export function isPublicAddress(address: string): boolean {
  const inner = translatedIpv4(address) ?? address;
  if (isIPv4(inner)) return !special.check(inner, "ipv4");
  return global6.check(inner, "ipv6") && !special6.check(inner, "ipv6");
}

/** True for an address that leads to this machine itself. */
export function isLoopbackAddress(address: string): boolean {
  const inner = translatedIpv4(address) ?? address;
  return inner === "::1" || inner === "::" || inner === "0.0.0.0" || /^127\./.test(inner);
}

/** The IPv4 address that a translator would reach for an IPv6 one. */
export function translatedIpv4(address: string): string | undefined {
  const found = TRANSLATED.exec(address);
  return found
    ? dotted(Number.parseInt(found[1] ?? "0", 16), Number.parseInt(found[2] ?? "", 16))
    : undefined;
}

function listOf(subnets: readonly (readonly [string, number])[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family);
  return list;
}
