/** The environment of a tool command, before the sandbox adds its announcements. */
import { shellEnvironment } from "@codex-ts/exec-sandbox";
import type { TurnContext } from "../../ports/turn-context.ts";
import type { CommandServices } from "../command-services.ts";

/** What the policy lets through of our own environment, what the user gave for this session, and the thread's id. */
export function commandEnvironment(commands: CommandServices, turn: TurnContext): Record<string, string> {
  const environment = shellEnvironment({
    policy: commands.environmentPolicy,
    inherited: commands.inherited,
    platform: commands.platform,
    threadId: turn.threadId,
  });
  return { ...environment, ...Object.fromEntries(commands.givenVariables) };
}
