/** OTLP over HTTP: one POST for each batch. */
import type { Agent, ClientRequest, RequestOptions } from "node:http";
import { closedError, type OpenTarget, type Sender, timeoutError, tlsOptions } from "./sender.ts";

/** Bodies as JSON or as protobuf. */
export type HttpContentType = "application/json" | "application/x-protobuf";

/** Makes the sender; it connects with the first body, through the proxies of `env`. */
export function createHttpSender(
  target: OpenTarget,
  contentType: HttpContentType,
  env: Readonly<Record<string, string | undefined>>,
): Sender {
  const scheme = target.url.protocol === "https:" ? "node:https" : "node:http";
  // Not `import()`: its namespace reads every export of the module, and one of them loads all of fetch.
  const { request, Agent: SchemeAgent } = process.getBuiltinModule(scheme);
  const agent = new SchemeAgent({ keepAlive: true, proxyEnv: { ...env }, ...tlsOptions(target) });
  const running = new Set<ClientRequest>();
  let isClosed = false;
  return {
    async send(body) {
      if (isClosed) throw closedError();
      const outgoing = request(target.url, requestOptions(target, contentType, agent));
      running.add(outgoing);
      try {
        await exchange(outgoing, body, target.timeoutMs);
      } finally {
        running.delete(outgoing);
      }
    },
    close() {
      isClosed = true;
      for (const outgoing of running) outgoing.destroy(closedError());
      agent.destroy();
    },
  };
}

function requestOptions({ headers }: OpenTarget, contentType: HttpContentType, agent: Agent): RequestOptions {
  return { method: "POST", agent, headers: { ...headers, "content-type": contentType } };
}

/** Rejects for every answer but a good one; redirects are not followed, since headers may hold secrets. */
function exchange(outgoing: ClientRequest, body: Uint8Array, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => outgoing.destroy(timeoutError(timeoutMs)), timeoutMs);
    outgoing.once("close", () => {
      clearTimeout(timer);
      reject(new Error("the connection was closed"));
    });
    outgoing.on("error", reject);
    outgoing.once("response", (answer) => {
      const { statusCode = 0 } = answer;
      answer.on("error", reject);
      answer.once("end", () => {
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`the server answered ${statusCode}`));
      });
      answer.resume();
    });
    outgoing.end(body);
  });
}
