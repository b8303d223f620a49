/** What exec answers when it is asked for approval: there is nobody to ask, so no, and how to get a yes. */
import type { ServerRequestHandlers, ServerRequestParams } from "@codex-ts/protocol/app-server";

/** Refuses every question and tells the user which, why, and how to allow it next time. */
export function answerRequests(tell: (text: string) => void): ServerRequestHandlers {
  return {
    "item/commandExecution/requestApproval": async (params) => {
      tell(formatRefusedCommand(params));
      return { decision: "decline" };
    },
    "item/fileChange/requestApproval": async (params) => {
      tell(formatRefusedPatch(params));
      return { decision: "decline" };
    },
  };
}

function formatRefusedCommand({
  command,
  reason,
  proposedExecpolicyAmendment: prefix,
}: ServerRequestParams<"item/commandExecution/requestApproval">): string {
  return [
    `Refused: ${command}`,
    "  This command needs approval, and `codex exec` has nobody to ask.",
    ...(reason === null ? [] : [`  Why it asked: ${reason}`]),
    "  To allow it, choose one:",
    "    -c approval_policy=never      no questions; commands stay in the sandbox",
    "    -s workspace-write            commands may also write in the workspace",
    "    -s danger-full-access         no sandbox",
    ...(prefix === null
      ? []
      : [
          "    a line in $CODEX_HOME/rules/default.rules, which also takes it out of the sandbox:",
          `      prefix_rule(pattern=${JSON.stringify(prefix)}, decision="allow")`,
        ]),
  ].join("\n");
}

function formatRefusedPatch({ reason }: ServerRequestParams<"item/fileChange/requestApproval">): string {
  return [
    "Refused: a patch outside of what may be written",
    "  This patch needs approval, and `codex exec` has nobody to ask.",
    ...(reason === null ? [] : [`  Why it asked: ${reason}`]),
    "  To allow it, choose one:",
    "    -s workspace-write            patches and commands may write in the workspace",
    "    --add-dir DIR                 and in a further directory",
    "    -s danger-full-access         no sandbox",
  ].join("\n");
}
