/** Every error that this package throws, told apart by `code`. */

/**
 * - `bad_pattern`: a domain pattern of the settings means nothing; the message names it.
 * - `listen_failed`: a loopback port could not be opened.
 * - `unreachable`: the other side of an allowed request could not be reached.
 * - `bad_handshake`: a client broke off, was too slow or did not speak the protocol.
 */
export type NetworkProxyErrorCode = "bad_pattern" | "listen_failed" | "unreachable" | "bad_handshake";

/** The one error class of this package. */
export class NetworkProxyError extends Error {
  readonly code: NetworkProxyErrorCode;

  constructor(code: NetworkProxyErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = "NetworkProxyError";
    this.code = code;
  }
}
