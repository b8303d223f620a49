/** Who we say we are. */
import type { Environment } from "../providers/provider.ts";
import { isHeaderValue } from "../request/header-value.ts";

/** The name of the program when nobody says otherwise. */
const DEFAULT_ORIGINATOR = "codex_cli_rs";

/**
 * The originator of all requests: the environment's override, else what the front end set
 * (`codex_exec`, the name of an app-server client), else the default. A value that cannot be a
 * header is ignored.
 */
export function resolveOriginator(env: Environment, frontEnd: string | undefined): string {
  const wanted = env["CODEX_INTERNAL_ORIGINATOR_OVERRIDE"] || frontEnd;
  return wanted && isHeaderValue(wanted) ? wanted : DEFAULT_ORIGINATOR;
}
