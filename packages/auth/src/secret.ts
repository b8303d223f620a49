/** A credential that does not show itself. */

const REDACTED = "[secret]";
/** Characters that `mask` shows at each end, and up to which length it shows none. */
const MASK = { start: 8, end: 5, hiddenUpTo: 13 };

/**
 * Holds a credential so that logs, errors, `JSON.stringify`, templates and `util.inspect` print a placeholder.
 * Only `reveal` gives the value; call it where the value leaves the process, or is stored, and nowhere else.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The credential itself. */
  reveal(): string {
    return this.#value;
  }

  /** Enough for its owner to recognise it: `sk-proj-***12345`; a short one is hidden as a whole. */
  mask(): string {
    const value = this.#value;
    if (value.length <= MASK.hiddenUpTo) return "***";
    return `${value.slice(0, MASK.start)}***${value.slice(-MASK.end)}`;
  }

  /** True when both hold the same credential. */
  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  /** What Node's `util.inspect` and `console.log` print. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return REDACTED;
  }
}
