/** `codex mcp add` and `codex mcp remove`: the user's own servers, in config.toml. */
import type { RawTable } from "@codex-ts/config";
import { editUserConfig, setMcpServer } from "@codex-ts/config/edit";
import type { Runtime } from "@codex-ts/runtime";
import type { ReadCommandLine } from "@codex-ts/std";
import { fail, loadSettings } from "../settings/open-settings.ts";
import { writeText } from "../write-text.ts";

type Values = ReadCommandLine["values"];

const SERVER_NAME = /^[A-Za-z0-9_-]+$/;

/** What the command line says about a server, or why it makes no sense (with the exit code). */
export type ServerRequest =
  | { readonly ok: true; readonly server: RawTable }
  | { readonly ok: false; readonly message: string; readonly exitCode: 1 | 2 };

/** Reads the words behind the name and the flags of `add`. */
export function readServer(command: readonly string[], values: Values | undefined): ServerRequest {
  const one = (name: string) => values?.get(name)?.at(-1);
  const refuse = (message: string, exitCode: 1 | 2 = 2) => ({ ok: false, message, exitCode }) as const;
  const url = one("url");
  const variable = one("bearer-token-env-var");
  const pairs = values?.get("env") ?? [];
  const broken = pairs.find((pair) => pair.indexOf("=") < 1);
  if (broken !== undefined) {
    return refuse(`invalid value '${broken}' for '--env <KEY=VALUE>': write it as KEY=VALUE`);
  }
  const [program, ...args] = command;
  if (url === undefined && program === undefined) {
    return refuse("say how to reach the server: --url <URL>, or -- <COMMAND>...");
  }
  if (url !== undefined && program !== undefined) {
    return refuse("a server has a URL or a command, not both");
  }
  if (url !== undefined) {
    if (pairs.length > 0) return refuse("--env is for servers that a command starts", 1);
    return {
      ok: true,
      server: { url, ...(variable === undefined ? {} : { bearer_token_env_var: variable }) },
    };
  }
  if (variable !== undefined) return refuse("--bearer-token-env-var is for servers with a --url");
  const env = Object.fromEntries(
    pairs
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const)
      .sort(),
  );
  return {
    ok: true,
    server: {
      command: program ?? "",
      ...(args.length === 0 ? {} : { args }),
      ...(pairs.length === 0 ? {} : { env }),
    },
  };
}

/**
 * Writes a server, over one of the same name; gives the exit code. Settings that cannot be used stay as they
 * are, since the server could not be used with them either: throws `RuntimeError`.
 */
export async function addServer(runtime: Runtime, name: string, server: RawTable): Promise<number> {
  if (!SERVER_NAME.test(name)) return fail(badName(name));
  await loadSettings(runtime);
  await editUserConfig(runtime.home, [setMcpServer(name, server)], new AbortController().signal);
  writeText(1, `Added global MCP server '${name}'.\n`);
  return 0;
}

/** Removes a server from the user's file; gives the exit code, which is 0 also when there is none. */
export async function removeServer(runtime: Runtime, name: string): Promise<number> {
  if (!SERVER_NAME.test(name)) return fail(badName(name));
  let isFound = false;
  const remove = setMcpServer(name, undefined);
  await editUserConfig(
    runtime.home,
    [
      (user) => {
        isFound = Object.hasOwn(Object(user["mcp_servers"]), name);
        return isFound ? remove(user) : [];
      },
    ],
    new AbortController().signal,
  );
  // Settings that cannot be read may well hold it.
  if (!isFound) await loadSettings(runtime);
  writeText(1, isFound ? `Removed global MCP server '${name}'.\n` : `No MCP server named '${name}' found.\n`);
  return 0;
}

function badName(name: string): string {
  return `Error: invalid server name '${name}' (use letters, numbers, '-', '_')`;
}
