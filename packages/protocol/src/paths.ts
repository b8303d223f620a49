/** Paths of the wire. */
import * as z from "zod/mini";

/** A path that its sender promises to be absolute; who opens it checks. */
export const AbsolutePath = z.string();
