export { type AuthProvider, createAuthProvider, type RequestAuth } from "./auth-provider.ts";
export type {
  AuthOptions,
  AuthSource,
  CodexAuth,
  ResolvedAuth,
} from "./resolve-auth.ts";
