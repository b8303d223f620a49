import type { ProcessSettings } from "@codex-ts/runtime";
import type { ReadCommandLine } from "@codex-ts/std";

/** The settings of a command line, from the flags at each of its levels; inner ones count later. */
export function toProcessSettings(values: readonly ReadCommandLine["values"][]): ProcessSettings {
  const all = (name: string) => values.flatMap((each) => each.get(name) ?? []);
  return {
    configOverrides: all("config"),
    enable: all("enable"),
    disable: all("disable"),
    profile: all("profile").at(-1),
    oss: undefined,
    additionalWritableRoots: all("add-dir"),
    fallbackApprovalPolicy: undefined,
  };
}
