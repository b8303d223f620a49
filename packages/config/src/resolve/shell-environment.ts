import type { RawConfig } from "../raw/config-table.ts";
import type { ShellEnvironmentSettings } from "../resolved-config.ts";

/** The policy for the environment of commands. Everything is inherited unless the user says otherwise. */
export function resolveShellEnvironment(raw: RawConfig): ShellEnvironmentSettings {
  const table = raw.shell_environment_policy ?? {};
  return {
    inherit: table.inherit ?? "all",
    ignoreDefaultExcludes: table.ignore_default_excludes ?? true,
    exclude: table.exclude ?? [],
    includeOnly: table.include_only ?? [],
    set: table.set ?? {},
    useProfile: table.experimental_use_profile ?? false,
  };
}
