/** Trust in what the machine trusts, for networks whose proxy signs all certificates itself. */

/** Errors of a chain that ends in an authority which we do not know. */
const UNKNOWN_AUTHORITY: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** True when a connection failed because nobody whom Node trusts signed the server's certificate. */
export function isUnknownAuthority(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code !== undefined && UNKNOWN_AUTHORITY.has(code);
}

/**
 * The authorities that Node brings and those of the machine's store, `SSL_CERT_FILE` and `SSL_CERT_DIR`
 * included. Reading the store takes up to a tenth of a second: only for those who need it.
 */
export async function trustedAuthorities(): Promise<readonly string[]> {
  const { getCACertificates } = await import("node:tls");
  return [...getCACertificates("default"), ...getCACertificates("system")];
}
