/** The one error of this package. */

/** What is wrong with a text or a value. */
export type DecodeErrorCode = "not_json" | "too_deep" | "unsafe_value" | "wrong_shape";

/** A text or a value that was refused; decoders give it back and never throw it. */
export class DecodeError extends Error {
  readonly code: DecodeErrorCode;
  /** The place in the value: `params.input[0].text`; empty for the value as a whole. */
  readonly path: string;
  /** The message without the path. */
  readonly reason: string;

  constructor(
    code: DecodeErrorCode,
    path: string,
    reason: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(path === "" ? reason : `${path}: ${reason}`, options);
    this.name = "DecodeError";
    this.code = code;
    this.path = path;
    this.reason = reason;
  }
}
