/** Tells the model what its commands may do and when the user is asked. */
import {
  type ApprovalPolicy,
  hasNetworkAccess,
  type SandboxMode,
  type SandboxPolicy,
} from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";
import { fillTemplate } from "../messages/fill-template.ts";
import { formatPrefix } from "../messages/notice-messages.ts";

/** Of the approved prefixes, no more entries and characters than these are listed. */
const MAX_PREFIXES = 100;
const MAX_PREFIX_CHARACTERS = 5000;

/** The settings that the message on permissions tells. */
export interface PermissionSettings {
  readonly approvalPolicy: ApprovalPolicy;
  readonly sandboxPolicy: SandboxPolicy;
  /** Absolute paths that commands can write under `workspace-write`; not looked at otherwise. */
  readonly writableRoots: readonly string[];
  /** Prefixes that rules allow, as words; told only when `offersPrefixRules`. */
  readonly approvedPrefixes: readonly (readonly string[])[];
  /** Whether the model may propose prefixes to approve (feature `request_rule`). */
  readonly offersPrefixRules: boolean;
}

/** An external sandbox is told as full access: whoever built it decides what fails. */
function toldMode(policy: SandboxPolicy): SandboxMode {
  return policy.type === "external-sandbox" ? "danger-full-access" : policy.type;
}

function sandboxText(policy: SandboxPolicy): string {
  const network = hasNetworkAccess(policy) ? "enabled" : "restricted";
  return fillTemplate(prompts[`permissions/${toldMode(policy)}`], { network });
}

function prefixList(prefixes: readonly (readonly string[])[]): string {
  const entries = prefixes
    .map((words) => ({ words: words.length, text: `- ${formatPrefix(words)}` }))
    .sort(
      (left, right) =>
        left.words - right.words ||
        left.text.length - right.text.length ||
        (left.text < right.text ? -1 : left.text > right.text ? 1 : 0),
    );
  const lines: string[] = [];
  let characters = 0;
  for (const { text } of entries) {
    characters += text.length + 1;
    if (lines.length === MAX_PREFIXES || characters > MAX_PREFIX_CHARACTERS) {
      return [...lines, "...", prompts["permissions/prefixes-cut"]].join("\n");
    }
    lines.push(text);
  }
  return lines.join("\n");
}

function approvalText(settings: PermissionSettings): string {
  if (settings.approvalPolicy !== "on-request" || !settings.offersPrefixRules) {
    return prompts[`permissions/approval-${settings.approvalPolicy}`];
  }
  return [
    prompts["permissions/approval-on-request-rules"],
    "## Approved command prefixes",
    // The list starts on the line of its introduction.
    `${prompts["permissions/approved-prefixes"]} ${prefixList(settings.approvedPrefixes)}`,
  ].join("\n");
}

function rootsLines({ sandboxPolicy, writableRoots }: PermissionSettings): string[] {
  if (sandboxPolicy.type !== "workspace-write" || writableRoots.length === 0) return [];
  const roots = writableRoots.map((root) => `\`${root}\``).join(", ");
  return [` The writable ${writableRoots.length === 1 ? "root is" : "roots are"} ${roots}.`];
}

/** The text of the developer message on permissions. */
export function permissionsText(settings: PermissionSettings): string {
  return [
    "<permissions instructions>",
    sandboxText(settings.sandboxPolicy),
    approvalText(settings),
    ...rootsLines(settings),
    "</permissions instructions>",
  ].join("\n");
}
