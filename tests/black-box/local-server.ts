/** A scripted server of local models on 127.0.0.1: Ollama or LM Studio, as far as readiness needs them. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers one path; what it sends is up to it. */
export type Route = (response: ServerResponse, body: string) => void;

/** The running server. */
export interface LocalServer extends AsyncDisposable {
  readonly port: number;
  /** `GET /path` or `POST /path body`, in order. */
  readonly asked: readonly string[];
}

/** Starts it; paths without a route are not found. */
export async function localServer(routes: Readonly<Record<string, Route>>): Promise<LocalServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const isTurn = request.url?.endsWith("/responses");
      asked.push(`${request.method} ${request.url}${body && !isTurn ? ` ${body}` : ""}`);
      const route = routes[request.url ?? ""];
      if (route) route(response, body);
      else response.writeHead(404).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A JSON answer. */
export function json(value: unknown, status = 200): Route {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };
}

/** An answer of one JSON value for each line, which ends unless told otherwise. */
export function jsonLines(values: readonly unknown[], end: "end" | "stay" = "end"): Route {
  return (response) => {
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    for (const value of values) response.write(`${JSON.stringify(value)}\n`);
    if (end === "end") response.end();
  };
}

/** The answer of a model that says this. */
export function saying(text: string): Route {
  const events = [
    {
      type: "response.output_item.done",
      item: { type: "message", id: "m", role: "assistant", content: [{ type: "output_text", text }] },
    },
    { type: "response.completed", response: { id: "r" } },
  ];
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
  };
}
