import type { ConfigChange } from "./edit-user-config.ts";

/** What the user said about a project, always in a table of its own. */
export function setTrust(folder: string, level: "trusted" | "untrusted"): ConfigChange {
  const path = ["projects", folder];
  return () => [{ kind: "set", path: [...path, "trust_level"], value: level }];
}
