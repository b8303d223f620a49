/** An identity and back-end server on loopback: it answers as each test says, and keeps what it was asked. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { TestSupportError } from "../errors.ts";
import { idToken } from "./login-tokens.ts";

/** What came in. */
export interface IdentityRequest {
  /** `POST /oauth/token`. */
  readonly route: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What goes out; `json` is written as it is when it is text. */
export interface IdentityAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly location?: string;
}

/** Answers one request. */
export type IdentityHandler = (request: IdentityRequest) => IdentityAnswer | Promise<IdentityAnswer>;

/** A running server. */
export interface IdentityServer extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly url: string;
  /** Everything that was asked so far, in order. */
  readonly requests: readonly IdentityRequest[];
  /** The bodies of one route, in order. */
  bodies(route: string): readonly string[];
  /** Answers a route in another way from now on. */
  answer(route: string, handler: IdentityHandler): void;
}

/** The code with which a login in the browser ends. */
const CODE = "code-1";

/**
 * Starts a server that logs everybody in as Ada. Browsers that open the login page are sent back at once; a code
 * of a device is good at the second question.
 */
export async function identityServer(
  routes: Readonly<Record<string, IdentityHandler>> = {},
): Promise<IdentityServer> {
  const requests: IdentityRequest[] = [];
  const handlers = new Map<string, IdentityHandler>(Object.entries({ ...standardRoutes(), ...routes }));
  const server = createServer((request, response) => {
    void answerRequest(handlers, requests, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    requests,
    bodies: (route) => requests.filter((each) => each.route === route).map(({ body }) => body),
    answer: (route, handler) => void handlers.set(route, handler),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerRequest(
  handlers: ReadonlyMap<string, IdentityHandler>,
  requests: IdentityRequest[],
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const request: IdentityRequest = {
    route: `${incoming.method} ${url.pathname}`,
    query: url.searchParams,
    headers: incoming.headers,
    body: await text(incoming),
  };
  requests.push(request);
  const handle = handlers.get(request.route);
  const { status, json, location } = handle ? await handle(request) : { status: 404, json: {} };
  response.writeHead(status ?? (location === undefined ? 200 : 302), {
    "content-type": "application/json",
    ...(location !== undefined && { location }),
  });
  response.end(typeof json === "string" ? json : JSON.stringify(json ?? {}));
}

function standardRoutes(): Record<string, IdentityHandler> {
  let questions = 0;
  return {
    "GET /oauth/authorize": ({ query }) => {
      const back = new URL(query.get("redirect_uri") ?? "");
      back.searchParams.set("code", CODE);
      back.searchParams.set("state", query.get("state") ?? "");
      return { location: back.href };
    },
    "POST /oauth/token": ({ body }) => {
      const form = new URLSearchParams(body);
      if (form.get("grant_type") !== "authorization_code") return { status: 400, json: {} };
      return { json: { id_token: idToken(), access_token: "access-1", refresh_token: "refresh-1" } };
    },
    "POST /api/accounts/deviceauth/usercode": () => ({
      json: { device_auth_id: "device-1", user_code: "ABCD-1234", interval: "0" },
    }),
    "POST /api/accounts/deviceauth/token": () => {
      questions += 1;
      if (questions === 1) return { status: 403 };
      return { json: { authorization_code: CODE, code_challenge: "challenge", code_verifier: "verifier" } };
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === "object" && address) return address.port;
  throw new TestSupportError("environment", "the identity server has no port");
}
