export {
  type IdentityAnswer,
  type IdentityHandler,
  type IdentityRequest,
  type IdentityServer,
  identityServer,
} from "./identity-server/identity-server.ts";
export {
  chatgptAuthJson,
  idToken,
  type TokenOwner,
  unsignedJwt,
} from "./identity-server/login-tokens.ts";
