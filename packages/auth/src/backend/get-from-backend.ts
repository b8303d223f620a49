/** Asks the ChatGPT back end as the logged-in user. */
import { parseJsonObject } from "@codex-ts/protocol";
import type { AuthHttp } from "../auth-http.ts";
import type { AuthProvider } from "../auth-provider.ts";
import { AuthError } from "../errors.ts";
import { backendUrl } from "./backend-url.ts";

/** Where the back end is, and who asks. */
export interface BackendContext {
  /** `chatgpt_base_url`. */
  readonly baseUrl: string;
  readonly http: AuthHttp;
  readonly auth: Pick<AuthProvider, "resolve" | "recover">;
}

/** As often as the model client renews a refused login: once from storage, once for real, one to spare. */
const MAX_RECOVERIES = 3;

/** The resource's JSON object. Throws `AuthError`; no error quotes the answer. */
export async function getFromBackend(
  context: BackendContext,
  resource: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const url = backendUrl(context.baseUrl, resource);
  if (!url) throw failure("chatgpt_base_url is not a URL");
  for (let recoveries = 0; ; recoveries += 1) {
    const login = await context.auth.resolve(signal);
    const headers = {
      ...(login.token !== undefined && { authorization: `Bearer ${login.token}` }),
      ...(login.accountId !== undefined && { "chatgpt-account-id": login.accountId }),
    };
    const answer = await context
      .http({ method: "GET", url, headers, body: undefined }, signal)
      .catch((error: unknown) => {
        signal.throwIfAborted();
        throw failure("it cannot be reached", error);
      });
    if (answer.status === 401 && recoveries < MAX_RECOVERIES) {
      if (await context.auth.recover(login, signal)) continue;
    }
    if (answer.status < 200 || answer.status > 299) throw failure(`it answered with status ${answer.status}`);
    const body = parseJsonObject(answer.body);
    if (!body) throw failure("its answer is not a JSON object");
    return body;
  }
}

function failure(reason: string, cause?: unknown): AuthError {
  return new AuthError(
    "server_failed",
    `The ChatGPT back end did not answer the question: ${reason}.`,
    cause,
  );
}
