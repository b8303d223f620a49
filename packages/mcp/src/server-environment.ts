/** The environment of a server that is started as a program. */
import type { StdioServer } from "./server-settings.ts";

/** What every server gets when it is set; everything else stays with us (Codex 0.99.0). */
const UNIX = [
  "HOME",
  "LOGNAME",
  "PATH",
  "SHELL",
  "USER",
  "__CF_USER_TEXT_ENCODING",
  "LANG",
  "LC_ALL",
  "TERM",
  "TMPDIR",
  "TZ",
];
const WINDOWS = [
  "PATH",
  "PATHEXT",
  "COMSPEC",
  "SYSTEMROOT",
  "SYSTEMDRIVE",
  "USERNAME",
  "USERDOMAIN",
  "USERPROFILE",
  "HOMEDRIVE",
  "HOMEPATH",
  "PROGRAMFILES",
  "PROGRAMFILES(X86)",
  "PROGRAMW6432",
  "PROGRAMDATA",
  "LOCALAPPDATA",
  "APPDATA",
  "TEMP",
  "TMP",
  "POWERSHELL",
  "PWSH",
];

/** The fixed names, then those that the user named, then the values that the user wrote; later ones win. */
export function serverEnvironment(
  server: Pick<StdioServer, "env" | "envVars">,
  inherited: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Record<string, string> {
  const names = [...(platform === "win32" ? WINDOWS : UNIX), ...server.envVars];
  const handedOn = names.flatMap((name): [string, string][] => {
    const value = inherited[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(handedOn), ...server.env };
}
