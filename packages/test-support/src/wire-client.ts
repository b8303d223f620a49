/** A client of the app-server over a program's pipes, as editors are: for tests that need the real wire. */
import { TestSupportError } from "./errors.ts";
import type { Program, ProgramResult } from "./run-program.ts";

/** A line that the server sent, parsed. */
export interface WireLine {
  readonly id?: string | number;
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever the server sent.
  readonly params?: any;
  // biome-ignore lint/suspicious/noExplicitAny: the same.
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** The client's side of the wire. */
export interface WireClient {
  /** Everything that the server sent so far, in order. */
  readonly lines: readonly WireLine[];
  /** Sends a message as it is. */
  send(message: object): void;
  /** Sends a request with a fresh id and gives its answer, good or bad. */
  call(method: string, params?: unknown): Promise<WireLine>;
  /** As `call`, for a request that has to succeed: gives the result, and throws the error. */
  // biome-ignore lint/suspicious/noExplicitAny: the same.
  result(method: string, params?: unknown): Promise<any>;
  /** The first line that fits, of those that came already and those to come; rejects when the program ends before. */
  first(fits: (line: WireLine) => boolean, what?: string): Promise<WireLine>;
  /** The first notification or server request of a method, with params that fit. */
  // biome-ignore lint/suspicious/noExplicitAny: the same.
  told(method: string, fits?: (params: any) => boolean): Promise<WireLine>;
  /** Ends the client's side, and gives how the program ended. */
  end(): Promise<ProgramResult>;
}

/** Takes over the pipes of a program that was started with an open standard input. */
export function connectWire(program: Program): WireClient {
  const lines: WireLine[] = [];
  const watchers = new Set<() => void>();
  let rest = "";
  let nextId = 0;
  program.onStdout((text) => {
    const [first = "", ...others] = (rest + text).split("\n");
    const whole = [first, ...others];
    rest = whole.pop() ?? "";
    for (const line of whole) lines.push(JSON.parse(line) as WireLine);
    for (const watch of watchers) watch();
  });

  const first: WireClient["first"] = (fits, what = "line") => {
    const { promise, resolve, reject } = Promise.withResolvers<WireLine>();
    const look = () => {
      const found = lines.find(fits);
      if (found) resolve(found);
    };
    watchers.add(look);
    look();
    const fail = (result: ProgramResult) =>
      reject(
        new TestSupportError("script-mismatch", `the server ended without the ${what}: ${result.stderr}`),
      );
    program.result.then(fail, reject);
    return promise.finally(() => watchers.delete(look));
  };
  const send = (message: object) => program.write(`${JSON.stringify(message)}\n`);
  const call: WireClient["call"] = (method, params) => {
    const id = `c${nextId}`;
    nextId += 1;
    send({ id, method, ...(params === undefined ? {} : { params }) });
    return first((line) => line.id === id && line.method === undefined, `answer to ${method}`);
  };

  return {
    lines,
    send,
    call,
    first,
    async result(method, params) {
      const { result, error } = await call(method, params);
      if (error) throw new TestSupportError("script-mismatch", `${method}: ${error.code} ${error.message}`);
      return result;
    },
    told: (method, fits = () => true) => first((line) => line.method === method && fits(line.params), method),
    end() {
      program.endInput();
      return program.result;
    },
  };
}
