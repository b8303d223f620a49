/** An HTTP server on this machine that gives everybody the same answer. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Runs until it is disposed of. */
export interface AnswerServer extends AsyncDisposable {
  readonly port: number;
  /** How many requests have come. */
  requests(): number;
}

/** Starts the server on a free port of 127.0.0.1. */
export async function answerServer(text: string): Promise<AnswerServer> {
  let count = 0;
  const server = createServer((_request, response) => {
    count += 1;
    response.end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    requests: () => count,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
