/** The macOS sandbox profile of a policy. */
import type { NetworkAccess } from "./managed-network.ts";
import {
  SEATBELT_BASE,
  SEATBELT_LOCAL_NETWORK,
  SEATBELT_NETWORK_SERVICES,
  SEATBELT_OPEN_NETWORK,
  USER_CACHE_PARAMETER,
} from "./seatbelt-rules.ts";
import { isBelow, type WritableRoot } from "./writable-roots.ts";

/** Profile text: deny by default, read everything, write below the roots, network where allowed. */
export function seatbeltProfile(roots: readonly WritableRoot[], access: NetworkAccess): string {
  const sections = [SEATBELT_BASE, "(allow file-read*)"];
  if (roots.length > 0) sections.push(writeRule(roots));
  if (access !== "closed") sections.push(...networkRules(access), SEATBELT_NETWORK_SERVICES);
  return sections.join("\n");
}

function networkRules(access: Exclude<NetworkAccess, "closed">): readonly string[] {
  if (access === "open") return [SEATBELT_OPEN_NETWORK];
  const ports = [...new Set(access.ports)].sort((left, right) => left - right);
  return [
    ...(access.allowsLocal ? [SEATBELT_LOCAL_NETWORK] : []),
    ...ports.map((port) => `(allow network-outbound (remote ip "localhost:${port}"))`),
  ];
}

/** The values of the profile's parameters: roots, their read-only paths, then the user's cache folder. */
export function seatbeltParameters(
  roots: readonly WritableRoot[],
  userCacheFolder: string | undefined,
): readonly (readonly [name: string, value: string])[] {
  const parameters = roots.flatMap((root, index) => [
    [rootName(index), root.path] as const,
    ...root.readOnlyPaths.map((entry, inner) => [readOnlyName(index, inner), entry] as const),
  ]);
  return userCacheFolder === undefined
    ? parameters
    : [...parameters, [USER_CACHE_PARAMETER, userCacheFolder]];
}

/** The program that applies a profile; only this path is trusted. */
const SANDBOX_EXEC = "/usr/bin/sandbox-exec";

/** The argument list that runs a command under a profile. */
export function seatbeltArgv(
  plan: { readonly profile: string; readonly parameters: readonly (readonly [string, string])[] },
  argv: readonly string[],
): string[] {
  const definitions = plan.parameters.map(([name, value]) => `-D${name}=${value}`);
  return [SANDBOX_EXEC, "-p", plan.profile, ...definitions, "--", ...argv];
}

/**
 * A path that is read-only below one root may lie below another one as well (a project in `/tmp`), so every
 * root excludes the read-only paths of all roots that lie inside of it.
 */
function writeRule(roots: readonly WritableRoot[]): string {
  const clauses = roots.map((root, index) => {
    const subpath = `(subpath (param "${rootName(index)}"))`;
    const exceptions = readOnlyEntries(roots)
      .filter((entry) => isBelow(entry.path, root.path) && entry.path !== root.path)
      .map((entry) => `(require-not (subpath (param "${entry.name}")))`);
    return exceptions.length === 0 ? subpath : `(require-all ${subpath} ${exceptions.join(" ")})`;
  });
  return `(allow file-write*\n${clauses.join("\n")}\n)`;
}

function readOnlyEntries(roots: readonly WritableRoot[]): { readonly path: string; readonly name: string }[] {
  return roots.flatMap((root, index) =>
    root.readOnlyPaths.map((path, inner) => ({ path, name: readOnlyName(index, inner) })),
  );
}

function rootName(index: number): string {
  return `WRITABLE_ROOT_${index}`;
}

function readOnlyName(root: number, index: number): string {
  return `WRITABLE_ROOT_${root}_RO_${index}`;
}
