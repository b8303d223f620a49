/** `[shell_environment_policy]`: the environment of commands. */
import { boolean, choice, list, map, string, table } from "./schema.ts";

/** What commands inherit and what they are given. */
export const shellEnvironmentPolicy = table({
  inherit: choice(["core", "all", "none"]),
  ignore_default_excludes: boolean,
  exclude: list(string),
  include_only: list(string),
  set: map(string),
  experimental_use_profile: boolean,
});
