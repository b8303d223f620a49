/** `codex mcp`: the MCP servers of the settings. */
import type { Runtime } from "@codex-ts/runtime";
import type { Flag, ReadCommandLine } from "@codex-ts/std";
import { refuseCommandLine } from "../answer-command-line.ts";
import { type CommandGroup, type GroupMember, runCommandGroup } from "../command-group.ts";
import { fail, loadSettings, withSettings } from "../settings/open-settings.ts";
import { addServer, readServer, removeServer } from "./change-servers.ts";
import { markCommand } from "./mark-command.ts";

type Values = ReadCommandLine["values"];

const json: Flag = { name: "json", takes: "nothing", help: "Print JSON" };
const ADD_USAGE = "<NAME> (--url <URL> | -- <COMMAND>...)";

const addFlags: readonly Flag[] = [
  {
    name: "env",
    takes: "value",
    isRepeatable: true,
    valueName: "KEY=VALUE",
    help: "A variable for a server that a command starts; may be given several times",
  },
  { name: "url", takes: "value", valueName: "URL", help: "The address of a server that is reached by HTTP" },
  {
    name: "bearer-token-env-var",
    takes: "value",
    valueName: "ENV_VAR",
    help: "The variable that holds the token for a server with a --url",
  },
];

const members: readonly GroupMember[] = [
  {
    name: "list",
    about: "List the servers",
    usage: "",
    words: [],
    grammar: { maxWords: 0, subcommands: [], flags: [json] },
    run: (_words, values) =>
      withSettings(values, async (runtime) =>
        (await import("./list-servers.ts")).listServers(runtime, values.at(-1)),
      ),
  },
  {
    name: "get",
    about: "Show one server",
    usage: "<NAME>",
    words: ["NAME"],
    grammar: { maxWords: 1, subcommands: [], flags: [json] },
    run: ([name = ""], values) =>
      withSettings(values, async (runtime) =>
        (await import("./list-servers.ts")).getServer(runtime, name, values.at(-1)),
      ),
  },
  {
    name: "add",
    about: "Add a server to config.toml, or replace it",
    usage: ADD_USAGE,
    words: ["NAME"],
    grammar: { maxWords: Number.POSITIVE_INFINITY, subcommands: [], flags: addFlags },
    run: add,
  },
  {
    name: "remove",
    about: "Remove a server from config.toml",
    usage: "<NAME>",
    words: ["NAME"],
    grammar: { maxWords: 1, subcommands: [], flags: [] },
    run: ([name = ""], values) => withSettings(values, (runtime) => removeServer(runtime, name)),
  },
  oauth("login", "Log in to a server by OAuth (not part of this version yet)", [
    { name: "scopes", takes: "value", valueName: "SCOPE,SCOPE", help: "What to ask for" },
  ]),
  oauth("logout", "Forget a login by OAuth (not part of this version yet)", []),
];

const group: CommandGroup = { name: "mcp", about: "Manage MCP servers", members };

/** Runs the command; gives the exit code. */
export function runMcpCommand(args: readonly string[], inherited: Values): Promise<number> {
  return runCommandGroup(group, markCommand(args, addFlags), inherited);
}

async function add([name = "", ...command]: readonly string[], values: readonly Values[]): Promise<number> {
  const request = readServer(command, values.at(-1));
  if (request.ok) return withSettings(values, (runtime) => addServer(runtime, name, request.server));
  if (request.exitCode === 1) return fail(`Error: ${request.message}`);
  const usage = [`codex mcp add [OPTIONS] ${ADD_USAGE}`];
  return refuseCommandLine({ usage }, { message: request.message, tip: undefined });
}

function oauth(name: "login" | "logout", about: string, flags: readonly Flag[]): GroupMember {
  return {
    name,
    about,
    usage: "<NAME>",
    words: ["NAME"],
    grammar: { maxWords: 1, subcommands: [], flags },
    run: ([server = ""], values) => withSettings(values, (runtime) => refuseOauth(runtime, server, name)),
  };
}

async function refuseOauth(runtime: Runtime, name: string, action: "login" | "logout"): Promise<number> {
  const { servers } = (await loadSettings(runtime)).mcp;
  const server = Object.hasOwn(servers, name) ? servers[name] : undefined;
  if (!server) return fail(`Error: No MCP server named '${name}' found.`);
  if (server.transport.type === "stdio") {
    return fail(`Error: OAuth ${action} is only supported for streamable HTTP servers.`);
  }
  return fail(
    `Error: OAuth is not part of this version yet, so there is no \`codex mcp ${action}\`. A server that accepts a fixed token can be used now: name the variable that holds it with \`codex mcp add ${name} --url ${server.transport.url} --bearer-token-env-var VARIABLE\`.`,
  );
}
