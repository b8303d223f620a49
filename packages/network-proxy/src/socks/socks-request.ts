/** The messages of SOCKS 5 (RFC 1928) as far as a client sends them. */
import { type Host, parseHost } from "../policy/host.ts";
import type { ByteReader } from "./byte-reader.ts";

/** Codes of replies. */
export const REPLY = {
  succeeded: 0,
  failed: 1,
  notAllowed: 2,
  unreachable: 4,
  commandUnsupported: 7,
  addressUnsupported: 8,
} as const;

/** What a client asked for, or the code to refuse it with. */
export type SocksRequest =
  | { readonly kind: "connect"; readonly host: Host; readonly port: number }
  | { readonly kind: "refused"; readonly reply: number };

const VERSION = 5;
const NO_LOGIN = 0;
const NO_METHOD = 0xff;
const CONNECT = 1;
const ADDRESS = { ipv4: 1, name: 3, ipv6: 4 } as const;
const PRINTABLE = /^[\x21-\x7e]+$/;

/** The answers to a greeting. */
export const GREETING_REPLY = {
  noLogin: Buffer.from([VERSION, NO_LOGIN]),
  noMethod: Buffer.from([VERSION, NO_METHOD]),
} as const;

/** Reads the greeting: is "no login" offered? Undefined for what is no greeting of SOCKS 5. */
export async function readGreeting(reader: ByteReader): Promise<boolean | undefined> {
  const [version, count = 0] = await reader.take(2);
  if (version !== VERSION || count === 0) return undefined;
  return (await reader.take(count)).includes(NO_LOGIN);
}

/** Reads the request that follows. */
export async function readSocksRequest(reader: ByteReader): Promise<SocksRequest> {
  const [version, command, , type] = await reader.take(4);
  if (version !== VERSION) return { kind: "refused", reply: REPLY.failed };
  const text = await readAddress(reader, type);
  if (text === undefined) return { kind: "refused", reply: REPLY.addressUnsupported };
  const port = (await reader.take(2)).readUInt16BE();
  if (command !== CONNECT) return { kind: "refused", reply: REPLY.commandUnsupported };
  const host = parseHost(text);
  return host && port > 0 ? { kind: "connect", host, port } : { kind: "refused", reply: REPLY.failed };
}

/** A reply; the bound address, which no client needs, is told as nought. */
export function socksReply(code: number): Buffer {
  return Buffer.from([VERSION, code, 0, ADDRESS.ipv4, 0, 0, 0, 0, 0, 0]);
}

/** Empty for a name that is none; undefined for a type of address that does not exist. */
async function readAddress(reader: ByteReader, type: number | undefined): Promise<string | undefined> {
  if (type === ADDRESS.ipv4) return (await reader.take(4)).join(".");
  if (type === ADDRESS.ipv6) {
    const groups = (await reader.take(16)).toString("hex").match(/.{4}/g) ?? [];
    return `[${groups.join(":")}]`;
  }
  if (type !== ADDRESS.name) return undefined;
  const [length = 0] = await reader.take(1);
  const name = length === 0 ? "" : (await reader.take(length)).toString("latin1");
  return PRINTABLE.test(name) ? name : "";
}
