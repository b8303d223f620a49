/** The names of collaboration modes. */
import * as z from "zod/mini";

/** Read from older files, never written. */
const LEGACY_MODES = ["code", "pair_programming", "execute", "custom"];

export const ModeKind = z.pipe(
  z.transform((value) => (typeof value === "string" && LEGACY_MODES.includes(value) ? "default" : value)),
  z.enum(["plan", "default"]),
);
/** The collaboration mode: plan first, or work. */
export type ModeKind = z.infer<typeof ModeKind>;
