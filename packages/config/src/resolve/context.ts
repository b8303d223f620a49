import type { ConfigProblem, ConfigProblemCode, ConfigWarning } from "../diagnostics.ts";
import { formatPlace } from "../diagnostics.ts";
import type { Locate, Origin } from "../layers/locate.ts";
import type { LoadConfigOptions } from "../load-options.ts";
import type { RawConfig } from "../raw/config-table.ts";
import type { RequirementSettings } from "../resolved-config.ts";
import type { KeyPath } from "../toml/key-path.ts";

/** What every concern resolves from: checked values in, plain settings out, faults reported. */
export interface ResolveContext {
  readonly options: LoadConfigOptions;
  /** The effective settings, the profile applied. */
  readonly raw: RawConfig;
  readonly requirements: RequirementSettings;
  /** Where a value of the merged settings was set. */
  readonly locate: Locate;
  /** Reports a top-level setting that cannot be used, at its place, be it in the profile. */
  fault(code: ConfigProblemCode, key: string | undefined, message: string): void;
  warn(warning: ConfigWarning): void;
}

/** What a context is made of. */
export interface ResolveInputs {
  readonly options: LoadConfigOptions;
  readonly raw: RawConfig;
  readonly requirements: RequirementSettings;
  readonly locate: Locate;
  /** The path at which the effective value of a top-level key stands. */
  readonly settingPath: (key: string) => KeyPath;
  readonly problems: ConfigProblem[];
  readonly warnings: ConfigWarning[];
}

/** Makes the context; it collects into the lists that it is given. */
export function createContext(inputs: ResolveInputs): ResolveContext {
  const { options, raw, requirements, locate, settingPath, problems, warnings } = inputs;
  return {
    options,
    raw,
    requirements,
    locate,
    fault(code, key, message) {
      const keyPath = key === undefined ? undefined : settingPath(key);
      const origin = keyPath === undefined ? { place: undefined, flag: undefined } : locate(keyPath, "value");
      problems.push({ code, message, keyPath, ...origin });
    },
    warn: (warning) => warnings.push(warning),
  };
}

/** A message with the place or the argument that it is about in front. */
export function prefixOrigin(origin: Origin, message: string): string {
  if (origin.place) return `${formatPlace(origin.place)}: ${message}`;
  return origin.flag === undefined ? message : `${origin.flag}: ${message}`;
}
