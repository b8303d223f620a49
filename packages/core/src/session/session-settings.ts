/** Settings of a thread that outlast a turn. */
import type {
  ApprovalPolicy,
  CollaborationMode,
  Personality,
  ReasoningSummary,
  SandboxPolicy,
  SettingsOverride,
} from "@codex-ts/protocol";

/** What the next turn starts with; model and effort live in the collaboration mode, which drives them. */
export interface SessionSettings {
  /** Absolute. */
  readonly cwd: string;
  readonly approvalPolicy: ApprovalPolicy;
  readonly sandboxPolicy: SandboxPolicy;
  readonly summary: ReasoningSummary;
  readonly collaborationMode: CollaborationMode;
  readonly personality: Personality | undefined;
}

/** The settings after an override; an explicit collaboration mode wins over model and effort. */
export function applyOverride(settings: SessionSettings, override: SettingsOverride): SessionSettings {
  const { mode, settings: current } = settings.collaborationMode;
  const collaborationMode = override.collaboration_mode ?? {
    mode,
    settings: {
      ...current,
      model: override.model ?? current.model,
      reasoning_effort: override.effort === undefined ? current.reasoning_effort : override.effort,
    },
  };
  return {
    cwd: override.cwd ?? settings.cwd,
    approvalPolicy: override.approval_policy ?? settings.approvalPolicy,
    sandboxPolicy: override.sandbox_policy ?? settings.sandboxPolicy,
    summary: override.summary ?? settings.summary,
    collaborationMode,
    personality: override.personality ?? settings.personality,
  };
}

/** The same settings for another model. */
export function withModel(settings: SessionSettings, model: string): SessionSettings {
  const mode = settings.collaborationMode;
  return { ...settings, collaborationMode: { ...mode, settings: { ...mode.settings, model } } };
}
