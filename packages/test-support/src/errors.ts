/** What went wrong: the script did not fit the run, something was left behind, or the machine refused. */
export type TestSupportErrorCode = "script-mismatch" | "leak" | "environment";

/** The one error of this package. Its message is written for whoever reads a failed test. */
export class TestSupportError extends Error {
  override readonly name = "TestSupportError";
  readonly code: TestSupportErrorCode;

  constructor(code: TestSupportErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
