/** `[profiles.<name>]`: the keys that a profile may set. */
import { webSearchModes } from "@codex-ts/protocol/words";
import { profileAuthKeys } from "./auth.ts";
import { features, legacyToggleKeys, profileToggleKeys } from "./features.ts";
import { profileInstructionKeys } from "./instructions.ts";
import { profileModelKeys } from "./model.ts";
import { profilePolicyKeys } from "./policies.ts";
import { choice, map, string, table } from "./schema.ts";
import { analytics } from "./telemetry.ts";

/** The keys that stand at the top level and in profiles alike. */
export const sharedKeys = {
  ...profileModelKeys,
  ...profilePolicyKeys,
  ...profileInstructionKeys,
  ...profileAuthKeys,
  ...legacyToggleKeys,
  web_search: choice(webSearchModes),
  oss_provider: string,
  analytics,
  features,
};

const keys = { ...sharedKeys, ...profileToggleKeys };

/** All profiles by name. */
export const profiles = map(table(keys));

/** The names of the keys that a profile may set. */
export const profileKeys: ReadonlySet<string> = new Set(Object.keys(keys));
