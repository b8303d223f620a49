/** Proof that who redeems a code is who asked for it (PKCE, RFC 7636), and the guard against foreign answers. */
import { createHash } from "node:crypto";

/** The secret parts of one browser login. */
export interface ProofKey {
  readonly verifier: string;
  /** The verifier's digest, which may be seen. */
  readonly challenge: string;
  /** Comes back with the answer; an answer without it is not ours. */
  readonly state: string;
}

/** Sizes of Codex 0.99.0, in bytes. */
const VERIFIER_BYTES = 64;
const STATE_BYTES = 32;

/** Makes a key; `randomBytes` must be fit for secrets. */
export function createProofKey(randomBytes: (size: number) => Uint8Array): ProofKey {
  const verifier = base64url(randomBytes(VERIFIER_BYTES));
  return {
    verifier,
    challenge: createHash("sha256").update(verifier).digest("base64url"),
    state: base64url(randomBytes(STATE_BYTES)),
  };
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
