/** Which hosts may be reached: a pure question about names and addresses. */
import { type DomainPattern, matchesPattern, parseDomainPattern } from "./domain-pattern.ts";
import { type Host, isLocalName, parseHost } from "./host.ts";
import { isPublicAddress, translatedIpv4 } from "./public-address.ts";

/** The lists as an administrator writes them. */
export interface DomainSettings {
  readonly allowedDomains: readonly string[];
  readonly deniedDomains: readonly string[];
  /** False closes everything that is not the public internet, unless it is listed by its very name. */
  readonly allowsLocal: boolean;
}

/** Why a host is closed, in the words of the wire format. */
export type DomainRefusal = "denied" | "not_allowed_local" | "not_allowed";

/** Judges hosts. */
export interface DomainPolicy {
  /** The lists in force, as written. */
  readonly settings: DomainSettings;
  /** Judges what a client asked for; undefined lets it pass. The strictest answer wins: denied, local, unlisted. */
  judgeHost(host: Host): DomainRefusal | undefined;
  /** Judges an address that a name led to; anything that is no address is refused. */
  judgeAddress(asked: Host, address: string): DomainRefusal | undefined;
}

/** Compiles the lists. Throws `bad_pattern`: a pattern that is left out could open or close the wrong door. */
export function createDomainPolicy(settings: DomainSettings): DomainPolicy {
  const allowed = settings.allowedDomains.map(parseDomainPattern);
  const denied = settings.deniedDomains.map(parseDomainPattern);
  const isDenied = (host: Host) => spellings(host).some((one) => covers(denied, one));
  const isListedByName = (host: Host) =>
    covers(
      allowed.filter((pattern) => pattern.kind === "exact"),
      host,
    );
  return {
    settings,
    judgeHost(host) {
      if (isDenied(host)) return "denied";
      if (!settings.allowsLocal && isLocal(host) && !isListedByName(host)) return "not_allowed_local";
      return covers(allowed, host) ? undefined : "not_allowed";
    },
    judgeAddress(asked, address) {
      const host = parseHost(address);
      if (host?.kind !== "address") return "not_allowed_local";
      if (isDenied(host)) return "denied";
      const isOpen = settings.allowsLocal || isPublicAddress(host.text);
      return isOpen || (isLocal(asked) && isListedByName(asked)) ? undefined : "not_allowed_local";
    },
  };
}

function covers(patterns: readonly DomainPattern[], host: Host): boolean {
  return patterns.some((pattern) => matchesPattern(pattern, host));
}

function isLocal(host: Host): boolean {
  return host.kind === "name" ? isLocalName(host) : !isPublicAddress(host.text);
}

function spellings(host: Host): readonly Host[] {
  const inner = host.kind === "address" ? translatedIpv4(host.text) : undefined;
  return inner === undefined ? [host] : [host, { kind: "address", text: inner }];
}
