/** Questions of servers to the user (elicitations), and answers. */

/** What a server asks. */
export interface McpQuestion {
  /** The server as the user named it. */
  readonly server: string;
  /** The server's own number of the question. */
  readonly id: string | number;
  readonly message: string;
  /** A JSON Schema of the answer; undefined when the server gave none. */
  readonly requestedSchema: unknown;
}

/** The user's answer; what was filled in goes with an acceptance only. */
export type McpAnswer =
  | { readonly action: "accept"; readonly content: Readonly<Record<string, unknown>> }
  | { readonly action: "decline" | "cancel" };

/** Asks the user. The signal withdraws the question: its answer is then `cancel`. Never rejects. */
export type AskUser = (question: McpQuestion, signal: AbortSignal) => Promise<McpAnswer>;

/** The answer where nobody can be asked. */
export const CANCEL: McpAnswer = { action: "cancel" };
