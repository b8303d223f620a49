/** A promise with its own handles. */
export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

/** Makes a promise that is settled from outside; settling twice does nothing. */
export function createDeferred<Value>(): Deferred<Value> {
  return Promise.withResolvers<Value>();
}
