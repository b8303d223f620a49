/** The names of collaboration modes. */
import * as z from "zod/mini";
import { legacyModeKinds, modeKinds } from "../words.ts";

const LEGACY_MODES: readonly unknown[] = legacyModeKinds;

export const ModeKind = z.pipe(
  z.transform((value) => (LEGACY_MODES.includes(value) ? "default" : value)),
  z.enum(modeKinds),
);
/** The collaboration mode: plan first, or work. */
export type ModeKind = z.infer<typeof ModeKind>;
