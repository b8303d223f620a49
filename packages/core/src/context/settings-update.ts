/** Tells the model which settings changed between two turns. */
import type { CollaborationMode, MessageItem, Personality } from "@codex-ts/protocol";
import { developerText, userText } from "../messages/text-message.ts";
import { collaborationModeText } from "./collaboration-mode.ts";
import { type EnvironmentContext, environmentUpdateText } from "./environment-context.ts";
import { modelSwitchText } from "./model-switch.ts";
import { type PermissionSettings, permissionsText } from "./permissions.ts";
import { personalitySpecText } from "./personality.ts";

/** The settings of a turn that a model has to know. */
export interface ContextSettings {
  readonly environment: EnvironmentContext;
  readonly permissions: PermissionSettings;
  readonly collaborationMode: CollaborationMode;
  /** Slug, as requests carry it. */
  readonly model: string;
  /** The model's own instructions, told in full after a switch. */
  readonly modelInstructions: string;
  readonly personality: Personality | undefined;
  /** The model's text for the personality; undefined without one, or with the feature off. */
  readonly personalityMessage: string | undefined;
}

function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || !left || !right) return false;
  const one = left as Record<string, unknown>;
  const other = right as Record<string, unknown>;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isEqual(one[key], other[key]));
}

function permissionsUpdate(previous: ContextSettings, next: ContextSettings): string | undefined {
  const isSame =
    previous.permissions.approvalPolicy === next.permissions.approvalPolicy &&
    isEqual(previous.permissions.sandboxPolicy, next.permissions.sandboxPolicy);
  return isSame ? undefined : permissionsText(next.permissions);
}

function modeUpdate(previous: ContextSettings, next: ContextSettings): string | undefined {
  if (isEqual(previous.collaborationMode, next.collaborationMode)) return undefined;
  return collaborationModeText(next.collaborationMode);
}

/** A new model gets its own instructions, which set the tone; the same one only hears of a new tone. */
function modelUpdate(previous: ContextSettings, next: ContextSettings): string | undefined {
  if (previous.model !== next.model) {
    return next.modelInstructions === "" ? undefined : modelSwitchText(next.modelInstructions);
  }
  if (previous.personality === next.personality || !next.personalityMessage) return undefined;
  return personalitySpecText(next.personalityMessage);
}

/** The messages for what changed, in wire order; none when nothing did. */
export function settingsUpdate(previous: ContextSettings, next: ContextSettings): MessageItem[] {
  const environment = environmentUpdateText(previous.environment, next.environment);
  const developer = [permissionsUpdate, modeUpdate, modelUpdate].map((update) => update(previous, next));
  return [
    ...(environment === undefined ? [] : [userText(environment)]),
    ...developer.flatMap((text) => (text === undefined ? [] : [developerText(text)])),
  ];
}
