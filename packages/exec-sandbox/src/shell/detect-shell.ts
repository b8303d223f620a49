/** Which shell runs the user's commands. */
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { type Shell, type ShellKind, shellKindOf } from "./shell-argv.ts";

/** What detection looks at. */
export interface ShellSurroundings {
  readonly platform: NodeJS.Platform;
  /** The login shell of the passwd entry (`os.userInfo().shell`), not `$SHELL`. */
  readonly loginShell: string | undefined;
  /** `PATH`, to look up programs in. */
  readonly searchPath: string | undefined;
}

/** Programs of each kind, best first, and where they are when `PATH` does not say. */
const PROGRAMS: Readonly<
  Record<ShellKind, { readonly names: readonly string[]; readonly places: readonly string[] }>
> = {
  bash: { names: ["bash"], places: ["/bin/bash"] },
  zsh: { names: ["zsh"], places: ["/bin/zsh"] },
  sh: { names: ["sh"], places: ["/bin/sh"] },
  powershell: { names: ["pwsh", "powershell"], places: ["/usr/local/bin/pwsh"] },
  cmd: { names: ["cmd"], places: [] },
};
const FALLBACK_ORDER: Readonly<Record<"darwin" | "win32" | "other", readonly ShellKind[]>> = {
  darwin: ["zsh", "bash"],
  win32: ["powershell"],
  other: ["bash", "zsh"],
};
const LAST_RESORT: Shell = { kind: "sh", path: "/bin/sh" };
const LAST_RESORT_WINDOWS: Shell = { kind: "cmd", path: "cmd.exe" };

/** The user's shell: the login shell when it is a known one that exists, else the first of the fallbacks. */
export function detectShell(surroundings: ShellSurroundings): Shell {
  const { platform, loginShell } = surroundings;
  const loginKind = loginShell ? shellKindOf(loginShell) : undefined;
  if (platform !== "win32" && loginShell && loginKind && isFile(loginShell)) {
    return { kind: loginKind, path: loginShell };
  }
  const order = FALLBACK_ORDER[platform === "darwin" || platform === "win32" ? platform : "other"];
  for (const kind of order) {
    const found = findShell(kind, surroundings);
    if (found) return found;
  }
  return lastResort(platform);
}

/**
 * The shell that a model asked for by path or name. A path that exists is used as it is; a known name gives
 * that shell from this machine; everything else the plainest shell there is.
 */
export function resolveRequestedShell(requested: string, surroundings: ShellSurroundings): Shell {
  const kind = shellKindOf(requested);
  if (!kind) return lastResort(surroundings.platform);
  if (isFile(requested)) return { kind, path: requested };
  return findShell(kind, surroundings) ?? lastResort(surroundings.platform);
}

function findShell(
  kind: ShellKind,
  { platform, loginShell, searchPath }: ShellSurroundings,
): Shell | undefined {
  if (loginShell && shellKindOf(loginShell) === kind && isFile(loginShell)) return { kind, path: loginShell };
  const { names, places } = PROGRAMS[kind];
  for (const name of names) {
    const found = findInPath(platform === "win32" ? `${name}.exe` : name, searchPath, platform);
    if (found) return { kind, path: found };
  }
  const place = places.find(isFile);
  return place ? { kind, path: place } : undefined;
}

function findInPath(
  name: string,
  searchPath: string | undefined,
  platform: NodeJS.Platform,
): string | undefined {
  for (const folder of (searchPath ?? "").split(platform === "win32" ? ";" : ":")) {
    const file = path.join(folder, name);
    if (path.isAbsolute(file) && isFile(file) && isExecutable(file)) return file;
  }
  return undefined;
}

function lastResort(platform: NodeJS.Platform): Shell {
  return platform === "win32" ? LAST_RESORT_WINDOWS : LAST_RESORT;
}

function isFile(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false; // An unreadable folder on the way: not a shell that could be run.
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
