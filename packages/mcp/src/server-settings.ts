/** What the user decides about a server. */
import type { SandboxProgram } from "./sandbox-state.ts";

/** A program that is started and spoken to over its standard streams. */
export interface StdioServer {
  readonly type: "stdio";
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>> | undefined;
  /** Names of variables that are handed on from our own environment. */
  readonly envVars: readonly string[];
  /** Absolute, or relative to our own working directory; undefined means that directory. */
  readonly cwd: string | undefined;
}

/** A server that is reached over streamable HTTP. */
export interface HttpServer {
  readonly type: "streamable_http";
  readonly url: string;
  /** The variable that holds the bearer token. */
  readonly bearerTokenEnvVar: string | undefined;
  readonly httpHeaders: Readonly<Record<string, string>> | undefined;
  /** Header names with the variables that hold their values. */
  readonly envHttpHeaders: Readonly<Record<string, string>> | undefined;
}

/** One server. */
export interface McpServerSettings {
  readonly name: string;
  readonly transport: StdioServer | HttpServer;
  /** For the handshake, and once more for the list of tools. */
  readonly startupTimeoutMs: number;
  /** For each call and each request for resources. */
  readonly toolTimeoutMs: number;
  /** True when a thread must not begin without it. */
  readonly isRequired: boolean;
  /** The server's own names; undefined means all. */
  readonly enabledTools: readonly string[] | undefined;
  /** Applied after `enabledTools`. */
  readonly disabledTools: readonly string[];
}

/** What servers are started in. */
export interface McpSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Our own working directory, absolute. */
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  /** Our version, as servers are told. */
  readonly version: string;
  readonly sandboxProgram: SandboxProgram;
  /** Where logins to servers are kept. */
  readonly logins: { readonly home: string; readonly store: "auto" | "file" | "keyring" };
}
