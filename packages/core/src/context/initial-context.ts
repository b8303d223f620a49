/** The messages that stand before a user's first word, and again after a compaction. */
import type { CollaborationMode, MessageItem } from "@codex-ts/protocol";
import { developerText, userText } from "../messages/text-message.ts";
import { collaborationModeText } from "./collaboration-mode.ts";
import { type EnvironmentContext, environmentContextText } from "./environment-context.ts";
import { type PermissionSettings, permissionsText } from "./permissions.ts";
import { personalitySpecText } from "./personality.ts";
import { userInstructionsMessage } from "./user-instructions.ts";

/** What the preamble tells. */
export interface InitialContext {
  readonly permissions: PermissionSettings;
  /** From config, sent as they are. */
  readonly developerInstructions: string | undefined;
  /** How to find tools that are not listed, when they have to be searched for. */
  readonly toolSearchGuidance: string | undefined;
  readonly collaborationMode: CollaborationMode;
  /** The model's text for the personality, unless the base instructions hold it already. */
  readonly personalityMessage: string | undefined;
  /** What connected apps offer. */
  readonly appsSection: string | undefined;
  /** AGENTS.md and skills, joined. */
  readonly userInstructions: string | undefined;
  readonly environment: EnvironmentContext;
}

/** The preamble in wire order; parts without text are left out. */
export function initialContext(parts: InitialContext): MessageItem[] {
  const { developerInstructions } = parts;
  const developer = [
    parts.toolSearchGuidance,
    collaborationModeText(parts.collaborationMode),
    parts.personalityMessage && personalitySpecText(parts.personalityMessage),
    parts.appsSection,
  ];
  return [
    developerText(permissionsText(parts.permissions)),
    // Empty ones are sent too, as in 0.99.0.
    ...(developerInstructions === undefined ? [] : [developerText(developerInstructions)]),
    ...developer.flatMap((text) => (text ? [developerText(text)] : [])),
    ...(parts.userInstructions
      ? [userInstructionsMessage(parts.environment.cwd, parts.userInstructions)]
      : []),
    userText(environmentContextText(parts.environment)),
  ];
}
