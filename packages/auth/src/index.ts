export {
  type AuthFile,
  type AuthFileResult,
  readAuthFile,
  type StoredAuthMode,
  type StoredTokens,
} from "./auth-file.ts";
export { type AuthProvider, createAuthProvider, type RequestCredentials } from "./auth-provider.ts";
export { AuthError, type AuthErrorCode } from "./errors.ts";
export { type IdTokenClaims, parseIdToken } from "./id-token.ts";
export {
  type AuthOptions,
  type AuthSource,
  type CodexAuth,
  type ResolvedAuth,
  resolveAuth,
} from "./resolve-auth.ts";
export { Secret } from "./secret.ts";
