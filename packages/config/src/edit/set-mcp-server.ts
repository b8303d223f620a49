import type { RawTable } from "../toml/raw-value.ts";
import { setOrClear } from "./edit-document.ts";
import type { ConfigChange } from "./edit-user-config.ts";

/** Replaces a server of MCP; undefined removes it. Other servers stay as they are written. */
export function setMcpServer(name: string, server: RawTable | undefined): ConfigChange {
  return () => [setOrClear(["mcp_servers", name], server)];
}
