/** The `host:port` of requests. */
import { type Host, parseHost } from "./host.ts";

/** Where a client wants to go. */
export interface Authority {
  readonly host: Host;
  readonly port: number;
}

/** Decimal digits only: no sign, no leading zero that another parser might read as octal. */
const PORT = /^[1-9][0-9]{0,4}$/;
const MAX_PORT = 65_535;
const PARTS = /^(\[[^\]]*\]|[^:[\]]+)(?::(.*))?$/;

/** Reads `host:port`; without a port the default counts, if there is one. Undefined where a doubt is left. */
export function parseAuthority(text: string, defaultPort: number | undefined): Authority | undefined {
  const [, hostText, portText] = PARTS.exec(text) ?? [];
  const host = hostText === undefined ? undefined : parseHost(hostText);
  const port = portText === undefined ? defaultPort : parsePort(portText);
  return host && port !== undefined ? { host, port } : undefined;
}

/** True when two authorities name the same place. */
export function isSameAuthority(one: Authority, other: Authority): boolean {
  return one.port === other.port && one.host.text === other.host.text;
}

function parsePort(text: string): number | undefined {
  const port = PORT.test(text) ? Number(text) : 0;
  return port >= 1 && port <= MAX_PORT ? port : undefined;
}
