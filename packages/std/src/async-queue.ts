/** A queue with one reader: values are pushed now and read later, in order. */
export interface AsyncQueue<Value> extends AsyncIterable<Value> {
  /** Adds a value; ignored after `close` or `fail`. */
  push(value: Value): void;
  /** Ends the queue once what it holds has been read. */
  close(): void;
  /** Ends the queue with an error once what it holds has been read. */
  fail(error: unknown): void;
  /** How many values wait to be read. */
  readonly size: number;
}

type End = { readonly kind: "closed" } | { readonly kind: "failed"; readonly error: unknown };

/** Makes an unbounded queue for exactly one `for await` loop. Leaving that loop closes the queue. */
export function createAsyncQueue<Value>(): AsyncQueue<Value> {
  let values: Value[] = [];
  let read = 0;
  let end: End | undefined;
  let wake: (() => void) | undefined;

  const finish = (how: End) => {
    end ??= how;
    wake?.();
  };

  async function next(): Promise<IteratorResult<Value, undefined>> {
    for (;;) {
      if (read < values.length) {
        const value = values[read] as Value;
        read += 1;
        if (read === values.length) {
          values = [];
          read = 0;
        }
        return { done: false, value };
      }
      if (end?.kind === "failed") throw end.error;
      if (end) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      wake = undefined;
    }
  }

  return {
    push(value) {
      if (end) return;
      values.push(value);
      wake?.();
    },
    close: () => finish({ kind: "closed" }),
    fail: (error) => finish({ kind: "failed", error }),
    get size() {
      return values.length - read;
    },
    [Symbol.asyncIterator]: () => ({
      next,
      async return() {
        values = [];
        read = 0;
        finish({ kind: "closed" });
        return { done: true, value: undefined };
      },
    }),
  };
}
