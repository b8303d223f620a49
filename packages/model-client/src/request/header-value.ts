/** What may stand in an HTTP header. */

/** True for a text that is a valid header value: no control characters but the tab. It is sent as UTF-8. */
export function isHeaderValue(text: string): boolean {
  return !/[\x00-\x08\x0a-\x1f\x7f]/.test(text);
}

/** True for a text that is a valid header name (RFC 9110 token). */
export function isHeaderName(text: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
}

/** The text in the form that Node's HTTP client sends as UTF-8: one character per byte. */
export function toHeaderBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
