/** `mock/experimentalMethod`: by which clients try whether they may use what is experimental. */
import type { MethodHandler } from "../method-context.ts";

/** Gives back what it gets. */
export const mockExperimentalMethod: MethodHandler<"mock/experimentalMethod"> = async (
  _context,
  { value },
) => ({
  echoed: value ?? null,
});
