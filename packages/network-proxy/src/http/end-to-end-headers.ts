/** Which headers go on to the other side. */

/** Headers about one connection (RFC 9110, 7.6.1), and those that this proxy answers or writes itself. */
const ONE_HOP: readonly string[] = [
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-unix-socket",
];

/**
 * Name and value in turns, without what concerns one connection only, what `Connection` names, and `except`.
 * The body's framing is written anew by whoever sends it on; a length that was given stays.
 */
export function endToEndHeaders(rawHeaders: readonly string[], except: readonly string[] = []): string[] {
  const pairs = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [{ name, value: rawHeaders[index + 1] ?? "" }] : [],
  );
  const named = pairs
    .filter(({ name }) => name.toLowerCase() === "connection")
    .flatMap(({ value }) => value.toLowerCase().split(","))
    .map((word) => word.trim());
  const dropped = new Set([...ONE_HOP, ...named.filter((name) => name !== "content-length"), ...except]);
  return pairs
    .filter(({ name }) => !dropped.has(name.toLowerCase()))
    .flatMap(({ name, value }) => [name, value]);
}
