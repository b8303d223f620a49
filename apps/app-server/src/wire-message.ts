/** What goes to the client: JSON-RPC 2.0 without the member `jsonrpc`, one object a line. */

/** The id of a client's request, echoed as it came. */
export type WireId = string | number;

/** One line to the client; the members are written in this order. */
export type WireMessage =
  | { readonly id: WireId; readonly result: unknown }
  | { readonly error: WireError; readonly id: WireId }
  | { readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly method: string; readonly params: unknown };

/** A refusal. */
export interface WireError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** The line of a message, newline included. */
export function toLine(message: WireMessage): string {
  return `${JSON.stringify(message)}\n`;
}
