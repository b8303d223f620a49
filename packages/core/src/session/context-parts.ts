/** From settings to what the model is told of them. */
import { writableRoots } from "@codex-ts/exec-sandbox";
import type { MessageItem, ModelInfo } from "@codex-ts/protocol";
import { hasPersonalitySlot, modelInstructions } from "../context/base-instructions.ts";
import { initialContext } from "../context/initial-context.ts";
import type { PermissionSettings } from "../context/permissions.ts";
import { personalityMessage } from "../context/personality.ts";
import { type ContextSettings, settingsUpdate } from "../context/settings-update.ts";
import { prompts } from "../generated/prompts.ts";
import { resolveModelInfo } from "./resolve-model.ts";
import type { Session } from "./session.ts";
import type { SessionSettings } from "./session-settings.ts";
import type { SessionState } from "./session-state.ts";

/** The parts of a session that the model is told of. */
export interface ContextSource extends Pick<Session, "options" | "services"> {
  readonly state: Pick<SessionState, "settings" | "baseInstructions">;
}

/** The preamble for the settings in force. */
export function buildInitialContext(session: ContextSource): MessageItem[] {
  const { settings } = session.state;
  const { options } = session;
  const parts = toContextSettings(session, settings);
  const info = resolveModelInfo(settings.collaborationMode.settings.model, options.modelOverrides);
  return initialContext({
    permissions: parts.permissions,
    developerInstructions: options.instructions.developer,
    toolSearchGuidance: options.tools.toolSearch ? prompts["notes/tool-search"] : undefined,
    collaborationMode: settings.collaborationMode,
    personalityMessage: isPersonalityBaked(session, parts, info) ? undefined : parts.personalityMessage,
    appsSection: undefined,
    userInstructions: options.instructions.user,
    environment: parts.environment,
  });
}

/** True when the instructions of the session were made for this model and this personality. */
function isPersonalityBaked({ state }: ContextSource, parts: ContextSettings, info: ModelInfo): boolean {
  return hasPersonalitySlot(info) && state.baseInstructions === parts.modelInstructions;
}

/** The messages for what changed since the model was last told; none when nothing did. */
export function buildSettingsUpdate(session: ContextSource, told: SessionSettings): MessageItem[] {
  return settingsUpdate(toContextSettings(session, told), toContextSettings(session, session.state.settings));
}

function toContextSettings(session: ContextSource, settings: SessionSettings): ContextSettings {
  const { options, services } = session;
  const info = resolveModelInfo(settings.collaborationMode.settings.model, options.modelOverrides);
  const personality = settings.personality ?? options.defaultPersonality;
  // Instructions of the user's own take the place of everything that a model says of its tone.
  const hasPersonality = options.defaultPersonality !== undefined && options.instructions.base === undefined;
  return {
    environment: { cwd: settings.cwd, shell: options.shell.name, network: services.network?.domains },
    permissions: toPermissions(session, settings),
    collaborationMode: settings.collaborationMode,
    model: info.slug,
    modelInstructions: modelInstructions(info, personality),
    personality,
    personalityMessage: hasPersonality ? personalityMessage(info, personality) : undefined,
  };
}

function toPermissions({ options, services }: ContextSource, settings: SessionSettings): PermissionSettings {
  const roots = writableRoots(settings.sandboxPolicy, {
    policyCwd: settings.cwd,
    tmpdir: services.env["TMPDIR"],
    platform: services.platform,
  });
  return {
    approvalPolicy: settings.approvalPolicy,
    sandboxPolicy: settings.sandboxPolicy,
    writableRoots: roots.map((root) => root.path),
    approvedPrefixes: services.rules.allowedPrefixes(),
    offersPrefixRules: options.tools.requestRule,
  };
}
