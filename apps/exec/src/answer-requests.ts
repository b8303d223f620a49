/** What exec answers when it is asked for approval: there is nobody to ask, so no, and how to get a yes. */
import type { ServerRequestHandlers, ServerRequestParams } from "@codex-ts/protocol/app-server";
import {
  ADD_FOLDER,
  formatRefusal,
  NO_SANDBOX,
  ruleRemedy,
  WRITE_COMMANDS,
  WRITE_PATCHES,
} from "./format-refusal.ts";

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
  return formatRefusal({
    action: command ?? "a command",
    because: "This command needs approval, and `codex exec` has nobody to ask.",
    details: whyAsked(reason),
    remedies: [
      "-c approval_policy=never      no questions; commands stay in the sandbox",
      WRITE_COMMANDS,
      NO_SANDBOX,
      ...(prefix === null ? [] : ruleRemedy(prefix)),
    ],
  });
}

function formatRefusedPatch({ reason }: ServerRequestParams<"item/fileChange/requestApproval">): string {
  return formatRefusal({
    action: "a patch outside of what may be written",
    because: "This patch needs approval, and `codex exec` has nobody to ask.",
    details: whyAsked(reason),
    remedies: [WRITE_PATCHES, ADD_FOLDER, NO_SANDBOX],
  });
}

function whyAsked(reason: string | null): readonly string[] {
  return reason === null ? [] : [`Why it asked: ${reason}`];
}
