/** Switches of params. */
import * as z from "zod/mini";

/** Off unless true; published as a boolean with the default false. */
export const OffByDefault = z.optional(z.boolean());
