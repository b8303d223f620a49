/** The variables that lead programs to the proxy (Codex 0.99.0, sandbox facts 12). */

/** Where the proxy is. */
export interface ProxyPlace {
  readonly httpPort: number;
  /** Undefined without SOCKS. */
  readonly socksPort: number | undefined;
  readonly allowsLocal: boolean;
}

const HTTP_NAMES: readonly string[] = [
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "http_proxy",
  "https_proxy",
  "YARN_HTTP_PROXY",
  "YARN_HTTPS_PROXY",
  "npm_config_http_proxy",
  "npm_config_https_proxy",
  "npm_config_proxy",
  "NPM_CONFIG_HTTP_PROXY",
  "NPM_CONFIG_HTTPS_PROXY",
  "NPM_CONFIG_PROXY",
  "BUNDLE_HTTP_PROXY",
  "BUNDLE_HTTPS_PROXY",
  "PIP_PROXY",
  "DOCKER_HTTP_PROXY",
  "DOCKER_HTTPS_PROXY",
];
const ALL_NAMES: readonly string[] = ["ALL_PROXY", "all_proxy"];
const FTP_NAMES: readonly string[] = ["FTP_PROXY", "ftp_proxy"];
const EXCEPTION_NAMES: readonly string[] = [
  "NO_PROXY",
  "no_proxy",
  "npm_config_noproxy",
  "NPM_CONFIG_NOPROXY",
  "YARN_NO_PROXY",
  "BUNDLE_NO_PROXY",
];
const EXCEPTIONS = [
  "localhost",
  "127.0.0.1",
  "::1",
  "*.local",
  ".local",
  "169.254.0.0/16",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
].join(",");

/** The environment with the variables of the proxy over its own. */
export function proxyEnvironment(
  { httpPort, socksPort, allowsLocal }: ProxyPlace,
  env: Readonly<Record<string, string>>,
  platform: string,
): Record<string, string> {
  const httpUrl = `http://127.0.0.1:${httpPort}`;
  const socksUrl = socksPort === undefined ? undefined : `socks5h://127.0.0.1:${socksPort}`;
  const all = (names: readonly string[], value: string | undefined) =>
    value === undefined ? {} : Object.fromEntries(names.map((name) => [name, value]));
  return {
    ...env,
    ...all(HTTP_NAMES, httpUrl),
    ...all(ALL_NAMES, socksUrl ?? httpUrl),
    ...all(FTP_NAMES, socksUrl),
    ...all(EXCEPTION_NAMES, EXCEPTIONS),
    ELECTRON_GET_USE_PROXY: "true",
    CODEX_NETWORK_ALLOW_LOCAL_BINDING: allowsLocal ? "1" : "0",
    ...sshCommand(socksPort, env, platform),
  };
}

/** ssh knows no proxy variables; the `nc` of macOS speaks SOCKS. */
function sshCommand(
  socksPort: number | undefined,
  env: Readonly<Record<string, string>>,
  platform: string,
): Record<string, string> {
  if (platform !== "darwin" || socksPort === undefined || env["GIT_SSH_COMMAND"] !== undefined) return {};
  return { GIT_SSH_COMMAND: `ssh -o ProxyCommand='nc -X 5 -x 127.0.0.1:${socksPort} %h %p'` };
}
