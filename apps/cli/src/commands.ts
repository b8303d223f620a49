/** The commands of the program, as data. */
import type { ReadCommandLine } from "@codex-ts/std";
import { writeText } from "./write-text.ts";

/** One command. */
export interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly help: string;
  /** True keeps it out of the help; it runs all the same. */
  readonly isHidden?: boolean;
  /** Runs with the arguments behind its name; `inherited` are the flags before it. Gives the exit code. */
  run(args: readonly string[], inherited: ReadCommandLine["values"]): Promise<number>;
}

export const commands: readonly Command[] = [
  {
    name: "exec",
    aliases: ["e"],
    help: "Run one turn without asking anything",
    run: async (args, inherited) =>
      (await import("./run-exec-command.ts")).runExecCommand("exec", args, inherited),
  },
  {
    name: "review",
    aliases: [],
    help: "Have changes reviewed (same as exec review)",
    run: async (args, inherited) =>
      (await import("./run-exec-command.ts")).runExecCommand("review", args, inherited),
  },
  {
    name: "login",
    aliases: [],
    help: "Log in, or show who is logged in",
    run: async (args, inherited) =>
      (await import("./login/run-login-command.ts")).runLoginCommand(args, inherited),
  },
  {
    name: "logout",
    aliases: [],
    help: "Remove the stored login",
    run: async (args, inherited) =>
      (await import("./login/run-logout-command.ts")).runLogoutCommand(args, inherited),
  },
  {
    name: "mcp",
    aliases: [],
    help: "Manage MCP servers",
    run: async (args, inherited) => (await import("./mcp/run-mcp-command.ts")).runMcpCommand(args, inherited),
  },
  {
    name: "features",
    aliases: [],
    help: "List and switch features",
    run: async (args, inherited) =>
      (await import("./settings/run-features-command.ts")).runFeaturesCommand(args, inherited),
  },
  {
    name: "debug",
    aliases: [],
    help: "Show what lies behind the settings",
    run: async (args, inherited) =>
      (await import("./settings/run-debug-command.ts")).runDebugCommand(args, inherited),
  },
  {
    name: "app-server",
    aliases: [],
    help: "Serve an editor over stdin and stdout, or write the types of the protocol",
    run: async (args, inherited) => {
      const { runAppServerCommand } = await import("./app-server/run-app-server-command.ts");
      return runAppServerCommand(args, inherited, {
        cwd: process.cwd(),
        writeOut: (text) => writeText(1, text),
        writeError: (text) => writeText(2, text),
        serve: async (values) => (await import("./app-server/serve-process.ts")).serveProcess(values),
      });
    },
  },
  {
    name: "sandbox",
    aliases: [],
    help: "Run a command in the sandbox that the agent's commands get",
    run: async (args, inherited) =>
      (await import("./sandbox/run-sandbox-command.ts")).runSandboxCommand(args, inherited),
  },
  {
    name: "execpolicy",
    aliases: [],
    help: "Try rules files out",
    isHidden: true,
    run: async (args, inherited) =>
      (await import("./run-execpolicy-command.ts")).runExecpolicyCommand(args, inherited),
  },
];

/** The command with this name or alias. */
export function findCommand(name: string): Command | undefined {
  return commands.find((each) => each.name === name || each.aliases.includes(name));
}
