/** Requirements that an organisation sets for its members, from the back end. */
import type { sleep as sleepOf } from "@codex-ts/std";
import { AuthError } from "../errors.ts";
import { type BackendContext, getFromBackend } from "./get-from-backend.ts";
import type { AccountKey } from "./requirements-account.ts";
import { keepRequirements, readKeptRequirements } from "./requirements-cache.ts";

/** What fetching needs. */
export interface CloudRequirementsContext extends BackendContext {
  /** CODEX_HOME, where the last answer is kept. */
  readonly home: string;
  readonly sleep: typeof sleepOf;
  readonly createSuffix: () => string;
}

/** Numbers of Codex 0.99.0. */
const ATTEMPTS = 5;
const TIMEOUT_MS = 15_000;
/** The wait after the first attempt, in milliseconds; every further one doubles. */
const FIRST_DELAY_MS = 200;

/**
 * The TOML text of the account's requirements; undefined when it has none. When the back end does not answer,
 * the last answer for this account holds: an account without one starts without requirements, as in 0.99.0,
 * rather than not at all. Rejects with the signal's reason only.
 */
export async function fetchCloudRequirements(
  context: CloudRequirementsContext,
  account: AccountKey,
  signal: AbortSignal,
): Promise<string | undefined> {
  const owner = { ...account, baseUrl: context.baseUrl };
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      const answer = await getFromBackend(context, "config/requirements", limit);
      const contents = textOf(answer["contents"]);
      await keepRequirements(context.home, owner, { contents }, context.createSuffix());
      return contents;
    } catch (error) {
      signal.throwIfAborted();
      const isRefused = error instanceof AuthError && error.code === "login_refused";
      if (isRefused || limit.aborted || attempt === ATTEMPTS) break;
      await context.sleep(FIRST_DELAY_MS * 2 ** (attempt - 1), limit).catch(() => undefined);
    }
  }
  signal.throwIfAborted();
  return (await readKeptRequirements(context.home, owner, signal))?.contents;
}

/** Blank requirements are none; what is no text at all says nothing, least of all that there are none. */
function textOf(contents: unknown): string | undefined {
  if (contents === null || contents === undefined) return undefined;
  if (typeof contents === "string") return contents.trim() ? contents : undefined;
  throw new AuthError("server_failed", "The ChatGPT back end sent requirements that are not text.");
}
