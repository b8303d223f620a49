/** `[features]` and the old toggles that moved there. */
import { knownFeatureKeys } from "../features.ts";
import { boolean, type Schema, table } from "./schema.ts";

/** All flags, by their own and by old names. A flag of another version is a switch like all others. */
export const features: Schema<Readonly<Record<string, boolean>>> = table(
  Object.fromEntries(knownFeatureKeys().map((key) => [key, boolean])),
  { others: boolean },
) as Schema<Readonly<Record<string, boolean>>>;

/** Toggles at the top level and in profiles. */
export const legacyToggleKeys = {
  experimental_use_unified_exec_tool: boolean,
  experimental_use_freeform_apply_patch: boolean,
};

/** Toggles that only a profile knows. */
export const profileToggleKeys = {
  include_apply_patch_tool: boolean,
  tools_web_search: boolean,
  tools_view_image: boolean,
};
