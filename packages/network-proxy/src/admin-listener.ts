/** The admin interface: what is in force, what was blocked, and the switch to read-only. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AccessLog, AccessRecord } from "./access-log.ts";
import type { NetworkMode, ProxyState } from "./gate.ts";
import type { DomainSettings } from "./policy/domain-policy.ts";

/** What the interface shows and changes. */
export interface AdminParts {
  readonly settings: DomainSettings;
  readonly state: ProxyState;
  readonly log: AccessLog;
}

/** Bytes of a request's body (Codex 0.99.0). */
const MAX_BODY_BYTES = 8 * 1024;
const MODES: readonly NetworkMode[] = ["full", "limited"];

interface Reply {
  readonly status: number;
  readonly body: unknown;
}
type Route = (parts: AdminParts, body: string) => Reply;

const ok = (body: unknown): Reply => ({ status: 200, body });

const ROUTES: Readonly<Record<string, Route>> = {
  "GET /health": () => ok("ok"),
  "GET /config": ({ settings, state }) =>
    ok({
      enabled: state.isEnabled,
      mode: state.mode,
      allowed_domains: settings.allowedDomains,
      denied_domains: settings.deniedDomains,
      allow_local_binding: settings.allowsLocal,
    }),
  "GET /patterns": ({ settings }) => ok({ allowed: settings.allowedDomains, denied: settings.deniedDomains }),
  "GET /blocked": ({ log, state }) =>
    ok({ blocked: log.drainBlocked().map((record) => toWire(record, state.mode)) }),
  "POST /mode": setMode,
  "POST /reload": () => ({ status: 501, body: "the lists of a session are fixed when it begins" }),
};

/** Makes the server; whoever starts it decides where it listens. */
export function createAdminListener(parts: AdminParts): Server {
  return createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    void serve(parts, request).then(
      (reply) => send(response, reply),
      () => response.destroy(),
    );
  });
}

async function serve(parts: AdminParts, request: IncomingMessage): Promise<Reply> {
  // A page in a browser could reach this port under a name of its own.
  const isLocal = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "");
  if (!isLocal || request.headers.origin !== undefined) return { status: 403, body: "forbidden" };
  const route = ROUTES[`${request.method} ${request.url}`];
  if (!route) return { status: 404, body: "not found" };
  const body = await readBody(request);
  return body === undefined ? { status: 413, body: "the body is too long" } : route(parts, body);
}

function setMode({ state }: AdminParts, body: string): Reply {
  const mode = MODES.find((candidate) => candidate === readMode(body));
  if (!mode) return { status: 400, body: 'the body has to be {"mode":"full"} or {"mode":"limited"}' };
  // A confined command may reach this port where local addresses are open (macOS): it must not open anything.
  if (mode === "full" && state.mode === "limited") {
    return { status: 409, body: "limited stays in force until the session ends" };
  }
  state.mode = mode;
  return ok({ status: "ok", mode });
}

function readMode(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && "mode" in value ? value.mode : undefined;
  } catch {
    return undefined; // Told as a body that is none.
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function toWire(record: AccessRecord, mode: NetworkMode): Record<string, unknown> {
  const { time, host, port, reason, source, decision, method, protocol } = record;
  return { host, port, reason, source, decision, method, protocol, mode, timestamp: Math.floor(time / 1000) };
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const isText = typeof body === "string";
  response.writeHead(status, {
    "content-type": isText ? "text/plain" : "application/json",
    connection: "close",
  });
  response.end(isText ? body : JSON.stringify(body));
}
