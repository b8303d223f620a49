/** What 0.99.0 does not ask of clients; asked of those that want the experimental part of the protocol. */
export const addedServerRequests: ReadonlySet<string> = new Set(["mcpServer/elicitation/request"]);
