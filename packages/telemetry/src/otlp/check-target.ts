/** Checks a target before anything is sent to it. */
import { readFile } from "node:fs/promises";
import { validateHeaderName, validateHeaderValue } from "node:http";
import type { OtlpTarget, OtlpTls } from "./otlp-settings.ts";
import type { OpenTarget } from "./sender.ts";

/** A target that can be used, or why it cannot; the reason never quotes the value of a header. */
export type CheckedTarget =
  | { readonly ok: true; readonly target: OpenTarget }
  | { readonly ok: false; readonly reason: string };

/** Reads the target's files and checks its parts against each other. */
export async function checkTarget(target: OtlpTarget, signal: AbortSignal): Promise<CheckedTarget> {
  const { endpoint, headers, tls, timeoutMs } = target;
  const url = URL.parse(endpoint);
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    return { ok: false, reason: `the endpoint "${endpoint}" is not an http:// or https:// URL` };
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!isHeader(name, value)) return { ok: false, reason: `the header "${name}" cannot be sent` };
  }
  try {
    const files = await readTls(tls, signal);
    if (url.protocol === "https:") await checkTls(files);
    return { ok: true, target: { url, headers, timeoutMs, ...files } };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function isHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

type TlsFiles = { readonly [Part in "ca" | "cert" | "key"]: string | undefined };

async function readTls(tls: OtlpTls | undefined, signal: AbortSignal): Promise<TlsFiles> {
  const { caCertificate, clientCertificate, clientPrivateKey } = tls ?? {};
  if ((clientCertificate === undefined) !== (clientPrivateKey === undefined)) {
    throw new Error("`client-certificate` and `client-private-key` have to be set together");
  }
  const [ca, cert, key] = await Promise.all(
    [caCertificate, clientCertificate, clientPrivateKey].map(async (file) => {
      try {
        return file === undefined ? undefined : await readFile(file, { encoding: "utf8", signal });
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new Error(`${file} cannot be read (${code ?? "unknown"})`, { cause: error });
      }
    }),
  );
  return { ca, cert, key };
}

/** Throws for texts that are no certificates, or a key that does not fit. */
async function checkTls({ ca, cert, key }: TlsFiles): Promise<void> {
  const { createSecureContext } = await import("node:tls");
  if (ca !== undefined && !ca.includes("-----BEGIN CERTIFICATE-----")) {
    throw new Error("`ca-certificate` is not a PEM certificate");
  }
  try {
    createSecureContext({ ca, cert, key });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`the certificates or the key cannot be used (${why})`);
  }
}
