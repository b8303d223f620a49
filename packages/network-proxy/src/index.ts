export type { AccessRecord } from "./access-log.ts";
export { readUpstreamProxies } from "./connect/upstream-proxy.ts";
export { NetworkProxyError } from "./errors.ts";
export { proxyEnvironment } from "./proxy-variables.ts";
export { type NetworkProxy, startNetworkProxy } from "./start-network-proxy.ts";
