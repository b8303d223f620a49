/** Tells the front end of a call that does not run though nobody was asked. */
import type { CommandServices } from "../command-services.ts";
import type { Refusal } from "./refused-call.ts";

/** Does nothing where there is nothing that a user could allow. */
export function tellRefused(
  { onCallRefused }: Pick<CommandServices, "onCallRefused">,
  refusal: Refusal | undefined,
  action: string,
): void {
  if (refusal) onCallRefused?.({ ...refusal, action });
}
