/** A runtime on a temporary home, with plain values for everything that a program would look up. */
import path from "node:path";
import type { TempHome } from "@codex-ts/test-support";
import {
  createRuntime,
  type ProcessSettings,
  type Runtime,
  type RuntimeOptions,
  type ThreadRequest,
} from "../src/index.ts";

/** What a program that was started in `cwd` would tell. */
export function testOptions(home: TempHome, cwd: string): RuntimeOptions {
  return {
    version: "0.99.0",
    env: home.env,
    userHome: home.home,
    cwd,
    platform: process.platform,
    arch: "x64",
    osName: "Linux",
    osVersion: "1.2.3",
    pid: process.pid,
    uid: process.getuid?.(),
    gid: process.getgid?.(),
    loginShell: "/bin/bash",
    systemDir: path.join(home.home, "no-system-settings"),
    patchCommand: ["/no/such/patch/program"],
    programFolder: import.meta.dirname,
    originator: "runtime_test",
    source: "exec",
    acceptsCodexApiKey: false,
    mustBeLoggedIn: true,
    areAnalyticsOnByDefault: false,
    tell: () => undefined,
  };
}

/** No flags. */
export const noFlags: ProcessSettings = {
  configOverrides: [],
  enable: [],
  disable: [],
  profile: undefined,
  oss: undefined,
  additionalWritableRoots: [],
  fallbackApprovalPolicy: undefined,
};

/** A new thread that asks for nothing. */
export const plainRequest: ThreadRequest = {
  cwd: undefined,
  overrides: {},
  config: {},
  history: { kind: "new" },
};

/** The runtime for a home and a working directory. */
export function testRuntime(
  home: TempHome,
  cwd: string,
  changes: { readonly options?: Partial<RuntimeOptions>; readonly settings?: Partial<ProcessSettings> } = {},
): Promise<Runtime> {
  return createRuntime(
    { ...testOptions(home, cwd), ...changes.options },
    { ...noFlags, ...changes.settings },
  );
}
