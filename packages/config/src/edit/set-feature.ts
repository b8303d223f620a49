import type { ConfigChange } from "./edit-user-config.ts";

/** Switches a feature, in `[features]` or in that of a profile. */
export function setFeature(profile: string | undefined, key: string, isOn: boolean): ConfigChange {
  const parent = profile === undefined ? [] : ["profiles", profile];
  return () => [{ kind: "set", path: [...parent, "features", key], value: isOn }];
}
