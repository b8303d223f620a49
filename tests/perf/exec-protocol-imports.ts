/**
 * What `codex exec` has of the protocol at run time before its first request is sent. Compare with the value
 * imports of `@codex-ts/protocol` in the packages below `apps/exec`; what they load later is not meant.
 */

import {
  fromCoreErrorInfo,
  fromCoreSandboxPolicy,
  fromCoreUserInput,
  RpcError,
  toCoreSandboxPolicy,
  toCoreUserInput,
} from "../../packages/protocol/src/app-server.ts";
import {
  ApprovalPolicy,
  hasNetworkAccess,
  isJsonObject,
  ModeKind,
  Personality,
  PlanStep,
  parseThreadId,
  ReasoningEffort,
  ReasoningSummary,
  SandboxMode,
  toPlanType,
  Verbosity,
  WebSearchMode,
} from "../../packages/protocol/src/index.ts";

export const used = [
  ApprovalPolicy,
  fromCoreErrorInfo,
  fromCoreSandboxPolicy,
  fromCoreUserInput,
  hasNetworkAccess,
  isJsonObject,
  ModeKind,
  Personality,
  PlanStep,
  parseThreadId,
  ReasoningEffort,
  ReasoningSummary,
  RpcError,
  SandboxMode,
  toCoreSandboxPolicy,
  toCoreUserInput,
  toPlanType,
  Verbosity,
  WebSearchMode,
];
