/** The simplest way to send a request, for tests that talk to servers on loopback. */
import type { AuthHttp } from "../src/auth-http.ts";

/** Sends with Node's own client. */
export const send: AuthHttp = async ({ method, url, headers, body }, signal) => {
  const answer = await fetch(url, { method, headers, signal, redirect: "manual", ...(body && { body }) });
  return { status: answer.status, body: await answer.text() };
};
