/** `thread/fork`: a new thread that begins with what another one has. */
import type { MethodHandler } from "../method-context.ts";
import { openFork } from "./open-fork.ts";

/** The other thread stays as it is, open or not. The copy is on disk before the answer. */
export const threadFork: MethodHandler<"thread/fork"> = async (context, params, signal) =>
  (await openFork(context, params, { showsTurns: true }, signal)).response;
