/** The address that a user opens to log in. */
import type { Issuer } from "./issuer.ts";
import type { ProofKey } from "./proof-key.ts";

/** What the address says about us. */
export interface AuthorizeRequest {
  readonly issuer: Issuer;
  readonly redirectUri: string;
  readonly proofKey: Pick<ProofKey, "challenge" | "state">;
  readonly originator: string;
  /** The only workspace that the settings allow. */
  readonly workspaceId: string | undefined;
}

/** Builds it; the members are those of Codex 0.99.0. */
export function authorizeUrl(request: AuthorizeRequest): string {
  const { issuer, proofKey, workspaceId } = request;
  const query = new URLSearchParams({
    response_type: "code",
    client_id: issuer.clientId,
    redirect_uri: request.redirectUri,
    scope: "openid profile email offline_access",
    code_challenge: proofKey.challenge,
    code_challenge_method: "S256",
    id_token_add_organizations: "true",
    codex_cli_simplified_flow: "true",
    state: proofKey.state,
    originator: request.originator,
    ...(workspaceId !== undefined && { allowed_workspace_id: workspaceId }),
  });
  return `${issuer.url}/oauth/authorize?${query}`;
}
