/** Decides what a command needs before it may run. */

import { isOfferablePrefix } from "@codex-ts/exec-policy";
import type { ApprovalPolicy, SandboxPolicy } from "@codex-ts/protocol";
import {
  type CommandLine,
  isDangerous,
  isDangerousCommand,
  isKnownSafe,
  isKnownSafeCommand,
  joinArgv,
} from "@codex-ts/shell-command";
import type { RuleVerdict } from "./command-rules.ts";
import type { Refusal } from "./refused-call.ts";

/** What the model asked for with its call. */
export type SandboxPermission = "use_default" | "require_escalated";

/** All that the decision depends on. */
export interface RequirementInput {
  readonly line: CommandLine;
  readonly verdict: RuleVerdict | undefined;
  readonly approval: ApprovalPolicy;
  readonly sandbox: SandboxPolicy;
  readonly permission: SandboxPermission;
  /** The rule that the model proposes to keep. */
  readonly proposedPrefix: readonly string[] | undefined;
  readonly platform: string;
  readonly userShell: string;
}

/** What has to happen first. */
export type CommandRequirement =
  | {
      readonly kind: "run";
      readonly isSandboxBypassed: boolean;
      /** The rule to propose if the sandbox stops it and the user is asked after all. */
      readonly amendment?: readonly string[] | undefined;
    }
  | {
      readonly kind: "ask";
      /** True when it then runs without a sandbox, because the model asked for that. */
      readonly isSandboxBypassed: boolean;
      readonly reason: string | undefined;
      readonly amendment: readonly string[] | undefined;
    }
  | {
      readonly kind: "forbidden";
      readonly text: string;
      /** Undefined where there is nothing that a user could allow. */
      readonly refusal: Refusal | undefined;
    };

type Heuristic = "allow" | "prompt" | "forbidden";

/** The approval matrix of Codex 0.99.0 (core facts, 5.1), with rules before heuristics. */
export function commandRequirement(input: RequirementInput): CommandRequirement {
  const { line, verdict } = input;
  const shown = joinArgv(line.argv);
  if (verdict?.decision === "forbidden") {
    const why =
      verdict.justification ?? `policy forbids commands starting with \`${joinArgv(verdict.prefix)}\``;
    return {
      kind: "forbidden",
      text: `\`${shown}\` rejected: ${why}`,
      refusal: ruleRefusal("rule-forbids", verdict),
    };
  }
  if (verdict?.decision === "allow") return { kind: "run", isSandboxBypassed: true };

  const decision: Heuristic = verdict?.decision === "prompt" ? "prompt" : heuristic(input);
  if (decision === "allow") {
    const isSandboxBypassed = input.permission === "require_escalated";
    return { kind: "run", isSandboxBypassed, amendment: amendment(input, isUnknown) };
  }
  if (decision === "forbidden") {
    const refusal = { cause: "dangerous", detail: undefined, prefix: amendment(input) } as const;
    return { kind: "forbidden", text: `\`${shown}\` rejected: blocked by policy`, refusal };
  }
  if (input.approval === "never") {
    return {
      kind: "forbidden",
      text: `\`${shown}\` rejected: ${whoAsks(verdict)}, and the approval policy is "never"`,
      // Only what stands for all rules has no words of its own to match.
      refusal: ruleRefusal(verdict?.prefix.length === 0 ? "unread-rules" : "rule-asks", verdict),
    };
  }
  return {
    kind: "ask",
    isSandboxBypassed: input.permission === "require_escalated",
    reason: promptReason(verdict, shown),
    amendment: amendment(input),
  };
}

function ruleRefusal(cause: Refusal["cause"], verdict: RuleVerdict | undefined): Refusal {
  return { cause, detail: verdict?.justification, prefix: undefined };
}

function heuristic(input: RequirementInput): Heuristic {
  const { line, approval, sandbox, permission } = input;
  if (isKnownSafe(line, { platform: input.platform, userShell: input.userShell })) return "allow";
  if (isDangerous(line)) return approval === "never" ? "forbidden" : "prompt";
  switch (approval) {
    case "never":
    case "on-failure":
      return "allow";
    case "untrusted":
      return "prompt";
    case "on-request":
      if (sandbox.type === "danger-full-access" || sandbox.type === "external-sandbox") return "allow";
      return permission === "require_escalated" ? "prompt" : "allow";
  }
}

/** A verdict without words to match is no rule of anybody: it says itself why nothing goes unasked. */
function whoAsks(verdict: RuleVerdict | undefined): string {
  const isRule = verdict === undefined || verdict.prefix.length > 0;
  return isRule ? "a rule asks for approval" : (verdict.justification ?? "it has to be asked for");
}

function promptReason(verdict: RuleVerdict | undefined, shown: string): string | undefined {
  if (verdict === undefined) return undefined;
  return verdict.justification
    ? `\`${shown}\` requires approval: ${verdict.justification}`
    : `\`${shown}\` requires approval by policy`;
}

/** A rule worth proposing: the model's, else the first command that is asked for. Never an open one. */
function amendment(input: RequirementInput, isAsked = isAskedFor): readonly string[] | undefined {
  const { line, verdict, proposedPrefix } = input;
  if (verdict) return undefined;
  const commands = line.shape.kind === "plain" ? line.shape.commands : [];
  const prefix = proposedPrefix?.length ? proposedPrefix : commands.find((words) => isAsked(input, words));
  return prefix && isOfferablePrefix(prefix) ? prefix : undefined;
}

function isAskedFor({ approval, permission, platform }: RequirementInput, words: readonly string[]): boolean {
  if (isDangerousCommand(words)) return true;
  const isAsked = approval === "untrusted" || permission === "require_escalated";
  return isAsked && !isKnownSafeCommand(words, platform);
}

function isUnknown({ platform }: RequirementInput, words: readonly string[]): boolean {
  return !isKnownSafeCommand(words, platform);
}
