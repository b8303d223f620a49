/** Tells clients that there may be other skills than they know of. */
import type { SessionServices } from "../services.ts";
import type { EventEmitter } from "./event-emitter.ts";

/** How 0.99.0 numbers the first event of this kind; like the preamble, they belong to no submission. */
const FIRST_NUMBER = 2;

/** Announces every change until the returned function is called. Nothing of it reaches the model. */
export function announceSkillChanges(
  { skills }: Pick<SessionServices, "skills">,
  emitter: EventEmitter,
): () => void {
  let number = FIRST_NUMBER;
  return skills.onChange(() => {
    emitter.emit(`auto-compact-${number}`, { type: "skills_update_available" });
    number += 1;
  });
}
