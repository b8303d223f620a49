/** `codex login status`: who pays for requests. */
import type { LoginProcess } from "./login-process.ts";

/** Tells it; gives 0 when there is a login. */
export async function showLoginStatus({ auth, settings, signal, tell }: LoginProcess): Promise<number> {
  const login = await auth.managerFor(settings).providerFor("openai").current(signal);
  if (login.source === "none") {
    tell(login.problem ? login.problem.message : "Not logged in");
    return 1;
  }
  if (login.auth.mode === "chatgpt") tell("Logged in using ChatGPT");
  else if (login.source === "stored") tell(`Logged in using an API key - ${login.auth.key.mask()}`);
  else tell(`No login is stored; the API key in ${login.source} is used - ${login.auth.key.mask()}`);
  return 0;
}
