/** What the engine has to know of this process and machine. */
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { RuntimeOptions } from "@codex-ts/server";
import { builtInSystemDir, findSystemDir } from "./start/system-dir.ts";
import { VERSION } from "./version.ts";
import { writeText } from "./write-text.ts";

/** Where the running program lies: the bundle's folder, or this source folder. */
const PROGRAM = process.argv[1] ?? "";

/** Reads the surroundings once, for the front end of the given name. */
export function runtimeOptions(originator: string, source: RuntimeOptions["source"]): RuntimeOptions {
  const system = describeSystem();
  return {
    version: VERSION,
    env: withPatchTool(process.env),
    userHome: os.homedir(),
    cwd: process.cwd(),
    platform: process.platform,
    arch: process.arch,
    osName: system.name,
    osVersion: system.version,
    pid: process.pid,
    uid: process.getuid?.(),
    gid: process.getgid?.(),
    loginShell: loginShell(),
    systemDir: findSystemDir(process.env, builtInSystemDir(process.platform)),
    patchCommand: [process.execPath, PROGRAM, "--codex-run-as-apply-patch"],
    programFolder: path.dirname(PROGRAM),
    originator,
    source,
    acceptsCodexApiKey: source === "exec",
    mustBeLoggedIn: source === "exec",
    areAnalyticsOnByDefault: source === "cli",
    tell: (sentence) => writeText(2, `${sentence}\n`),
  };
}

/** Puts `apply_patch` on the search path, since models also use it within longer scripts. */
function withPatchTool(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const folder = path.join(path.dirname(PROGRAM), "arg0");
  if (!existsSync(folder)) return env;
  return { ...env, PATH: [folder, env["PATH"]].filter(Boolean).join(path.delimiter) };
}

function loginShell(): string | undefined {
  try {
    return os.userInfo().shell ?? undefined;
  } catch {
    // A process whose user has no passwd entry (common in containers) has no login shell either.
    return undefined;
  }
}

/** The name and version of the operating system, as its maker writes them. */
function describeSystem(): { readonly name: string; readonly version: string } {
  if (process.platform === "darwin") return { name: "Mac OS", version: os.release() };
  if (process.platform !== "linux") return { name: os.type(), version: os.release() };
  try {
    const text = readFileSync("/etc/os-release", "utf8");
    const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, "m").exec(text)?.[1];
    const name = field("NAME")?.replace(/ GNU\/Linux$/, "") ?? "Linux";
    const [major = "0", minor = "0", patch = "0"] = (field("VERSION_ID") ?? "").split(".");
    return { name, version: `${major || 0}.${minor}.${patch}` };
  } catch {
    return { name: "Linux", version: os.release() };
  }
}
