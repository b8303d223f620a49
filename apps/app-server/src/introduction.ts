/** Who the client is, and what it wants to hear. */
import { RPC_ERROR, RpcError } from "@codex-ts/protocol/app-server";
import type { ClientRequest } from "@codex-ts/protocol/app-server/methods";
import type { ClientIdentity } from "@codex-ts/server";

type InitializeParams = Extract<ClientRequest, { method: "initialize" }>["params"];

/** What is known after a handshake. */
export interface Introduction {
  readonly client: ClientIdentity;
  readonly allowsExperimental: boolean;
  /** Notifications that are not sent, by their exact method. */
  readonly unwanted: ReadonlySet<string>;
}

/** What the value of an HTTP header may consist of. */
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/** Reads the params of `initialize`. Throws `RpcError` for a name that could not be sent as a header. */
export function toIntroduction({ clientInfo, capabilities }: InitializeParams): Introduction {
  const { name, version } = clientInfo;
  if (!HEADER_VALUE.test(name)) {
    const message = `Invalid clientInfo.name: '${name}'. It is sent as an HTTP header and may have only printable ASCII characters.`;
    throw new RpcError(RPC_ERROR.invalidRequest, message);
  }
  return {
    client: { name, version },
    allowsExperimental: capabilities?.experimentalApi ?? false,
    unwanted: new Set(capabilities?.optOutNotificationMethods ?? []),
  };
}
