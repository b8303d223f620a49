/** The settings of a reviewer: those of the thread that asks, but for the few that make it one. */
import { toThreadId } from "@codex-ts/protocol";
import { uuidV7 } from "@codex-ts/std";
import { prompts } from "../generated/prompts.ts";
import type { Session } from "./session.ts";
import type { SessionOptions } from "./session-options.ts";

/** The options of a new thread for one review, with the settings in force. */
export function reviewOptions({ options, services, state }: Session): SessionOptions {
  const { settings } = state;
  const { model, reasoning_effort } = settings.collaborationMode.settings;
  return {
    ...options,
    threadId: toThreadId(uuidV7(services.ids)),
    source: { subagent: "review" },
    settings: {
      ...settings,
      collaborationMode: {
        mode: "default",
        settings: { model: options.reviewModel ?? model, reasoning_effort, developer_instructions: null },
      },
    },
    instructions: { ...options.instructions, base: prompts["review/instructions"] },
    // Its agents would be too deep, and nobody answers what it asks of a client's tools.
    tools: { ...options.tools, collab: false },
    dynamicTools: [],
    asksForSkillVariables: false,
    webSearch: { confined: "disabled", fullAccess: "disabled" },
    initialHistory: { kind: "new" },
    // The asking thread has told them.
    startupWarnings: [],
  };
}
