/** What a thrown value says: the message of an error, and the text of anything else. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
