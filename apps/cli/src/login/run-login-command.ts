/** `codex login`: gets credentials and stores them. */
import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import { isatty } from "node:tty";
import { formatHelp, type ReadCommandLine, readCommandLine } from "@codex-ts/std";
import { readOrAnswer, refuseCommandLine } from "../answer-command-line.ts";
import { writeText } from "../write-text.ts";
import { loginGrammar, loginPage, statusGrammar, statusPage } from "./login-grammar.ts";
import { type LoginProcess, runLoginProcess } from "./login-process.ts";
import { openBrowser } from "./open-browser.ts";
import { showLoginStatus } from "./show-login-status.ts";

type Values = ReadCommandLine["values"];

/** Runs the command; gives the exit code. */
export async function runLoginCommand(args: readonly string[], inherited: Values): Promise<number> {
  const read = readCommandLine(loginGrammar, args);
  if (!read.ok) return refuseCommandLine(loginPage, read);
  const { values, subcommand } = read;
  if (subcommand?.name === "status") return runStatus(subcommand.args, [inherited, values]);
  if (subcommand || values.has("help")) {
    writeText(1, formatHelp(loginPage, loginGrammar));
    return 0;
  }
  if (values.has("api-key")) {
    writeText(
      2,
      "The --api-key flag is no longer supported, since others can see the arguments of a program. " +
        "Pipe the key instead, e.g. `printenv OPENAI_API_KEY | codex login --with-api-key`.\n",
    );
    return 1;
  }
  const login = chooseLogin(values);
  return runLoginProcess([inherited, values], (process) => login(process, values));
}

async function runStatus(args: readonly string[], outer: readonly Values[]): Promise<number> {
  const read = readOrAnswer(statusGrammar, statusPage, args);
  if (typeof read === "number") return read;
  return runLoginProcess([...outer, read.values], showLoginStatus);
}

type Login = (login: LoginProcess, values: Values) => Promise<number>;

function chooseLogin(values: Values): Login {
  if (values.has("with-api-key")) return loginWithKey;
  return values.has("device-auth") ? loginWithDevice : loginWithBrowser;
}

const loginWithKey: Login = async ({ auth, settings, signal, tell }) => {
  if (isatty(0)) {
    tell(
      "--with-api-key reads the key from standard input, which is a terminal. " +
        "Pipe it, e.g. `printenv OPENAI_API_KEY | codex login --with-api-key`.",
    );
    return 1;
  }
  // Whether this way is allowed is said before anybody has to give a key away.
  const { checkLoginMethod } = await import("@codex-ts/runtime");
  checkLoginMethod(settings, "api");
  tell("Reading API key from stdin...");
  const key = await text(addAbortSignal(signal, process.stdin));
  if (key.trim() === "") {
    tell("No API key provided via stdin.");
    return 1;
  }
  return tellSaved(tell, await auth.loginWithKey(settings, key, signal));
};

const loginWithDevice: Login = async ({ auth, settings, signal, tell }, values) => {
  const onCode: Parameters<typeof auth.runDeviceLogin>[2] = ({ verificationUrl, userCode }) =>
    tell(
      [
        "Log in with ChatGPT on any device:",
        "",
        `  1. Open ${verificationUrl}`,
        `  2. Enter this code, which is good for 15 minutes: ${userCode}`,
        "",
        "Give the code to nobody. Waiting for you to enter it (Ctrl-C ends this)...",
      ].join("\n"),
    );
  return tellSaved(tell, await auth.runDeviceLogin(settings, issuerOf(values), onCode, signal));
};

const loginWithBrowser: Login = async ({ auth, settings, signal, tell }, values) => {
  let saved: Saved = { backup: undefined };
  const onSaved = (result: Saved) => {
    saved = result;
  };
  const login = await auth.startBrowserLogin(settings, issuerOf(values), onSaved, signal);
  tell(`Starting local login server on http://localhost:${login.port}.`);
  tell(`If no browser opens, open this address yourself:\n\n${login.authUrl}\n`);
  const { env, platform } = process;
  const isOpened = await openBrowser(login.authUrl, { env, platform });
  const elsewhere = "On a machine without a browser, use `codex login --device-auth`.";
  tell(isOpened ? `Waiting for the login in your browser (Ctrl-C ends this). ${elsewhere}` : elsewhere);
  await login.finished;
  return tellSaved(tell, saved);
};

type Saved = Awaited<ReturnType<LoginProcess["auth"]["loginWithKey"]>>;

function tellSaved(tell: LoginProcess["tell"], { backup }: Saved): number {
  if (backup !== undefined) tell(`What stood in the place of the login was unreadable; it is now ${backup}.`);
  tell("Successfully logged in");
  return 0;
}

function issuerOf(values: Values): { readonly url?: string; readonly clientId?: string } {
  const [url] = values.get("experimental_issuer") ?? [];
  const [clientId] = values.get("experimental_client-id") ?? [];
  return { ...(url !== undefined && { url }), ...(clientId !== undefined && { clientId }) };
}
