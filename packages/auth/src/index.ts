export { type AuthProvider, createAuthProvider, type RequestCredentials } from "./auth-provider.ts";
export type {
  AuthOptions,
  AuthSource,
  CodexAuth,
  ResolvedAuth,
} from "./resolve-auth.ts";
