/** Reads what an HTTP client asks for; whatever two parsers could understand differently is refused. */
import type { IncomingMessage } from "node:http";
import { type Authority, isSameAuthority, parseAuthority } from "../policy/authority.ts";

/** A target, or why the request is no request. */
export type ReadTarget<Found> = Found | { readonly fault: string };

const HTTP_PORT = 80;
const ABSOLUTE = /^http:\/\/([^/?]*)([/?].*)?$/i;

/** Reads an absolute-form request (`GET http://host/path`). */
export function readAbsoluteTarget(
  request: IncomingMessage,
): ReadTarget<{ readonly authority: Authority; readonly path: string }> {
  const [, authorityText, rest = "/"] = ABSOLUTE.exec(request.url ?? "") ?? [];
  if (authorityText === undefined)
    return { fault: "a proxy takes whole http:// addresses, and CONNECT for all else" };
  const authority = parseAuthority(authorityText, HTTP_PORT);
  if (!authority || rest.includes("#")) return { fault: "the address cannot be read with certainty" };
  const isHostMissing = request.httpVersion !== "1.0" && headerValues(request, "host").length === 0;
  const fault =
    framingFault(request) ??
    (isHostMissing ? "there is no Host header" : hostFault(request, authority, HTTP_PORT));
  if (fault) return { fault };
  return { authority, path: rest.startsWith("?") ? `/${rest}` : rest };
}

/** Reads the authority of a CONNECT request. */
export function readConnectTarget(request: IncomingMessage): ReadTarget<{ readonly authority: Authority }> {
  const authority = parseAuthority(request.url ?? "", undefined);
  if (!authority) return { fault: "CONNECT takes host:port" };
  const hasBody =
    request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined;
  if (hasBody) return { fault: "CONNECT takes no body" };
  const fault = hostFault(request, authority, undefined);
  return fault ? { fault } : { authority };
}

/** The values of a header, each occurrence for itself. */
export function headerValues({ rawHeaders }: IncomingMessage, name: string): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

/** The parser of Node refuses most smuggling itself; this is what it lets pass. */
function framingFault(request: IncomingMessage): string | undefined {
  const lengths = headerValues(request, "content-length");
  const codings = headerValues(request, "transfer-encoding");
  const isChunked = codings.length === 1 && codings[0]?.trim().toLowerCase() === "chunked";
  if (lengths.length > 1 || (lengths.length > 0 && codings.length > 0))
    return "the length of the body is ambiguous";
  if (codings.length > 0 && (!isChunked || request.httpVersion !== "1.1"))
    return "the transfer coding is not served";
  return undefined;
}

function hostFault(
  request: IncomingMessage,
  authority: Authority,
  defaultPort: number | undefined,
): string | undefined {
  const hosts = headerValues(request, "host");
  if (hosts.length > 1) return "there is more than one Host header";
  const [text] = hosts;
  if (text === undefined) return undefined;
  // Clients leave the port out of the Host header of CONNECT as they please.
  const named = parseAuthority(text, defaultPort ?? authority.port);
  return named && isSameAuthority(named, authority)
    ? undefined
    : "the Host header names another place than the address";
}
