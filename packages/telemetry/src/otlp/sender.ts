/** One way to a receiver. */

/** Sends requests whose bodies are ready. */
export interface Sender {
  /** Resolves when the receiver has accepted the body; rejects with the reason otherwise, never later than the time limit. */
  send(body: Uint8Array): Promise<void>;
  /** Cuts off what is under way; its `send` rejects. */
  close(): void;
}

/** A target that has been checked, with its files read. */
export interface OpenTarget {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** PEM texts; without `ca`, the authorities that Node trusts. */
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

/** The error of a request that took too long. */
export function timeoutError(timeoutMs: number): Error {
  return new Error(`no answer within ${timeoutMs} ms`);
}

/** The error of a request that the end of the run cut off. */
export function closedError(): Error {
  return new Error("the run ended before the server had answered");
}

/** The parts of a target that a TLS connection takes. */
export function tlsOptions({ ca, cert, key }: OpenTarget) {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}
