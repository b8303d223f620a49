/** The environment of a tool command, before the sandbox adds its announcements. */
import { shellEnvironment } from "@codex-ts/exec-sandbox";
import type { TurnContext } from "../../ports/turn-context.ts";
import type { CommandServices } from "../command-services.ts";

/**
 * What the policy lets through of our own environment, what the user gave for this session, the thread's id, and
 * the way to a managed network, which nothing can lead around.
 */
export function commandEnvironment(commands: CommandServices, turn: TurnContext): Record<string, string> {
  const inherited = shellEnvironment({
    policy: commands.environmentPolicy,
    inherited: commands.inherited,
    platform: commands.platform,
    threadId: turn.threadId,
  });
  const env = { ...inherited, ...Object.fromEntries(commands.givenVariables) };
  return commands.network?.environment(env) ?? env;
}
