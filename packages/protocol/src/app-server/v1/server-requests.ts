/** What the app-server asks of clients that use the older protocol. */
import {
  ApplyPatchApprovalParams,
  ApplyPatchApprovalResponse,
  ExecCommandApprovalParams,
  ExecCommandApprovalResponse,
} from "./approvals.ts";

/** Params and result of each method, by method. */
export const serverRequestsV1 = {
  applyPatchApproval: { params: ApplyPatchApprovalParams, result: ApplyPatchApprovalResponse },
  execCommandApproval: { params: ExecCommandApprovalParams, result: ExecCommandApprovalResponse },
};
