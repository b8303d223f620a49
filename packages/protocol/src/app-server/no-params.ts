/** Params of methods that take none. */
import * as z from "zod/mini";

/** Absent, null or `{}`; published as null. */
export const NoParams = z.nullish(z.strictObject({}));
