/** What ends a run before its turn. */

/** The user asked for something that cannot be done; the message is for stderr and complete. */
export class Refusal extends Error {
  readonly code = "refusal";
  override readonly name = "Refusal";
}
