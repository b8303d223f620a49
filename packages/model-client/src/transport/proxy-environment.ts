/** Which proxy variables count. */
import type { Environment } from "../providers/provider.ts";

/**
 * The environment as an agent shall see it, with `ALL_PROXY` standing in for the variables of the schemes
 * (only HTTP proxies; we speak no SOCKS). Undefined inside the macOS sandbox, where no proxy can be reached.
 */
export function proxyEnvironment(env: Environment): Record<string, string | undefined> | undefined {
  if (env["CODEX_SANDBOX"] === "seatbelt") return undefined;
  const all = env["all_proxy"] || env["ALL_PROXY"];
  if (!all || !/^https?:/i.test(all)) return { ...env };
  return {
    ...env,
    http_proxy: env["http_proxy"] || env["HTTP_PROXY"] || all,
    https_proxy: env["https_proxy"] || env["HTTPS_PROXY"] || all,
  };
}
