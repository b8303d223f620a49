/** What people read of something that was refused: what it was, why, and how to allow it next time. */
import type { RefusalCause, RefusedCall } from "@codex-ts/server";
import { visibleText } from "./human/visible-text.ts";

/** Something that was refused, in words. */
export interface RefusalText {
  readonly action: string;
  readonly because: string;
  /** Further lines of the reason, each whole. */
  readonly details: readonly string[];
  /** Ways to allow it, one a line. */
  readonly remedies: readonly string[];
}

/** The block that goes to stderr. */
export function formatRefusal({ action, because, details, remedies }: RefusalText): string {
  return visibleText(
    [
      `Refused: ${action}`,
      ...[because, ...details].map((line) => `  ${line}`),
      remedies.length > 1 ? "  To allow it, choose one:" : "  To allow it:",
      ...remedies.map((line) => `    ${line}`),
    ].join("\n"),
  );
}

export const WRITE_COMMANDS = "-s workspace-write            commands may also write in the workspace";
export const WRITE_PATCHES = "-s workspace-write            patches and commands may write in the workspace";
export const ADD_FOLDER = "--add-dir DIR                 and in a further directory";
export const NO_SANDBOX = "-s danger-full-access         no sandbox";
const NETWORK = "-c sandbox_workspace_write.network_access=true   with the first: the network too";

/** The lines that propose a rule for a command that begins with these words, or with words to be filled in. */
export function ruleRemedy(prefix: readonly string[] | undefined): readonly string[] {
  const pattern = prefix === undefined ? '["WORD", "OF", "THE", "COMMAND"]' : JSON.stringify(prefix);
  return [
    "a line in $CODEX_HOME/rules/default.rules, which also takes it out of the sandbox:",
    `  prefix_rule(pattern=${pattern}, decision="allow")`,
  ];
}

const RULES_FILES = "(in a file rules/*.rules of $CODEX_HOME or of the project's .codex)";

const TEXTS = {
  "rule-forbids": {
    because: "A rule forbids this command.",
    remedies: [`change that rule ${RULES_FILES}`],
  },
  "rule-asks": {
    because: "A rule wants this command to be asked for, and `codex exec` has nobody to ask.",
    remedies: [`decision="allow" in that rule ${RULES_FILES}`],
  },
  "unread-rules": {
    because: "The rules about commands could not be applied, and `codex exec` has nobody to ask.",
    remedies: ["mend the rules file, or have the model write the command in a simpler way"],
  },
  dangerous: {
    because: "This command may do harm that cannot be undone, and `codex exec` has nobody to ask.",
    remedies: ["run it yourself"],
  },
  escalation: {
    because: "It asked to run outside of the sandbox, and `codex exec` has nobody to ask.",
    remedies: [WRITE_COMMANDS, NO_SANDBOX],
  },
  outside: {
    because: "This patch writes outside of what may be written.",
    remedies: [WRITE_PATCHES, ADD_FOLDER, NO_SANDBOX],
  },
  sandbox: {
    because: "The sandbox stopped this command.",
    remedies: [WRITE_COMMANDS, ADD_FOLDER, NETWORK, NO_SANDBOX],
  },
} as const satisfies Record<RefusalCause, Pick<RefusalText, "because" | "remedies">>;

/** A call that did not run though nobody was asked. */
export function formatRefusedCall({ cause, action, detail, prefix }: RefusedCall): string {
  const { because, remedies } = TEXTS[cause];
  const byRule = cause === "dangerous" ? ruleRemedy(prefix) : [];
  return formatRefusal({
    action: cause === "outside" ? `a patch of ${action}` : action,
    because,
    details: detail === undefined ? [] : `Why: ${detail}`.split("\n"),
    remedies: [...remedies, ...byRule],
  });
}
