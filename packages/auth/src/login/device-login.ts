/** The login on another device: a short code that the user enters there. */
import { parseJsonObject } from "@codex-ts/protocol";
import type { sleep as sleepOf } from "@codex-ts/std";
import type { AuthHttpAnswer } from "../auth-http.ts";
import { AuthError } from "../errors.ts";
import type { StoredLogin } from "../storage/stored-login.ts";
import { type ExchangeContext, exchangeCode } from "./exchange-code.ts";

/** What a device login works with. */
export interface DeviceLoginOptions extends ExchangeContext {
  readonly clock: { now(): number; readonly sleep: typeof sleepOf };
}

/** What the user has to do on the other device. */
export interface DeviceCode {
  readonly verificationUrl: string;
  readonly userCode: string;
  /** Whom the server has to ask about. */
  readonly deviceAuthId: string;
  /** How often it may be asked, in milliseconds. */
  readonly intervalMs: number;
}

/** How long a code is good, in milliseconds (Codex 0.99.0). */
const LIMIT_MS = 15 * 60 * 1000;
const DEFAULT_INTERVAL_MS = 5_000;
/** Whatever a server says, we do not ask more often than this, in milliseconds. */
const MIN_INTERVAL_MS = 100;

/** Asks for a code. Throws `login_failed`. */
export async function requestDeviceCode(
  options: DeviceLoginOptions,
  signal: AbortSignal,
): Promise<DeviceCode> {
  const { issuer } = options;
  const answer = await post(options, "usercode", { client_id: issuer.clientId }, signal);
  if (answer.status === 404) {
    throw failed("The login server offers no device codes. Use `codex login` without --device-auth.");
  }
  const body = isGood(answer) ? parseJsonObject(answer.body) : undefined;
  const userCode = body?.["user_code"] ?? body?.["usercode"];
  const deviceAuthId = body?.["device_auth_id"];
  if (typeof userCode !== "string" || typeof deviceAuthId !== "string") {
    throw failed(`The login server gave no device code (${faultOf(answer)}). Try again later.`);
  }
  return {
    verificationUrl: `${issuer.url}/codex/device`,
    userCode: userCode.replace(/\p{C}/gu, ""),
    deviceAuthId,
    intervalMs: toInterval(body?.["interval"]),
  };
}

/** Waits until the user has entered the code. Throws `login_failed`, also when that takes over 15 minutes. */
export async function awaitDeviceLogin(
  options: DeviceLoginOptions,
  code: DeviceCode,
  signal: AbortSignal,
): Promise<StoredLogin> {
  const { clock, issuer } = options;
  const deadline = clock.now() + LIMIT_MS;
  for (;;) {
    const body = { device_auth_id: code.deviceAuthId, user_code: code.userCode };
    const answer = await post(options, "token", body, signal);
    if (isGood(answer)) {
      const { authorizationCode, verifier } = readGrant(answer);
      const redirectUri = `${issuer.url}/deviceauth/callback`;
      return exchangeCode(options, { code: authorizationCode, verifier, redirectUri }, signal);
    }
    // Nobody has entered the code yet.
    if (answer.status !== 403 && answer.status !== 404) {
      throw failed(`The login server ended the login (${faultOf(answer)}). Try again.`);
    }
    if (clock.now() + code.intervalMs > deadline) {
      throw failed("Nobody entered the code within 15 minutes. Start again for a new one.");
    }
    await clock.sleep(code.intervalMs, signal);
  }
}

async function post(
  { http, issuer }: DeviceLoginOptions,
  name: "usercode" | "token",
  body: unknown,
  signal: AbortSignal,
): Promise<AuthHttpAnswer> {
  const url = new URL(`${issuer.url}/api/accounts/deviceauth/${name}`);
  const headers = { "content-type": "application/json" };
  try {
    return await http({ method: "POST", url, headers, body: JSON.stringify(body) }, signal);
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : "no answer";
    throw failed(`The login server cannot be reached (${reason}). Check the network and try again.`, error);
  }
}

function readGrant(answer: AuthHttpAnswer): {
  readonly authorizationCode: string;
  readonly verifier: string;
} {
  const body = parseJsonObject(answer.body);
  const authorizationCode = body?.["authorization_code"];
  const verifier = body?.["code_verifier"];
  if (typeof authorizationCode === "string" && typeof verifier === "string") {
    return { authorizationCode, verifier };
  }
  throw failed("The login server's answer cannot be used: the code is missing. Try again.");
}

/** Seconds, as text. */
function toInterval(value: unknown): number {
  const seconds = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  if (!Number.isFinite(seconds) || seconds < 0) return DEFAULT_INTERVAL_MS;
  return Math.min(LIMIT_MS, Math.max(MIN_INTERVAL_MS, seconds * 1000));
}

function isGood({ status }: AuthHttpAnswer): boolean {
  return status >= 200 && status <= 299;
}

function faultOf(answer: AuthHttpAnswer): string {
  return isGood(answer) ? "its answer is not what it should be" : `status ${answer.status}`;
}

function failed(message: string, cause?: unknown): AuthError {
  return new AuthError("login_failed", message, cause);
}
