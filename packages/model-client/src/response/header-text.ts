/** Reading the headers of an answer. */

/** Headers of an answer by lower-case name. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One header's text, the first where there are several; undefined when it is absent. */
export function headerText(headers: ResponseHeaders, name: string): string | undefined {
  const value = headers[name];
  const text = typeof value === "string" ? value : value?.[0];
  // Node reads one character per byte, but servers write UTF-8.
  return text && /[\x80-\xff]/.test(text) ? Buffer.from(text, "latin1").toString("utf8") : text;
}
