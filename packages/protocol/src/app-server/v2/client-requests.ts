/** What clients may ask of the app-server. */
import { InitializeParams, InitializeResponse } from "../initialize.ts";
import { NoParams } from "../no-params.ts";
import {
  CancelLoginAccountParams,
  CancelLoginAccountResponse,
  GetAccountParams,
  GetAccountResponse,
  LoginAccountParams,
  LoginAccountResponse,
  LogoutAccountResponse,
} from "./account.ts";
import { AppsListParams, AppsListResponse } from "./apps.ts";
import { CommandExecParams, CommandExecResponse } from "./command-exec.ts";
import { ConfigReadParams, ConfigReadResponse } from "./config-read.ts";
import { ConfigRequirementsReadResponse } from "./config-requirements.ts";
import { ConfigBatchWriteParams, ConfigValueWriteParams, ConfigWriteResponse } from "./config-write.ts";
import {
  ExperimentalFeatureListParams,
  ExperimentalFeatureListResponse,
  MockExperimentalMethodParams,
  MockExperimentalMethodResponse,
} from "./features.ts";
import { FeedbackUploadParams, FeedbackUploadResponse } from "./feedback.ts";
import {
  ListMcpServerStatusParams,
  ListMcpServerStatusResponse,
  McpServerOauthLoginParams,
  McpServerOauthLoginResponse,
  McpServerRefreshResponse,
} from "./mcp-servers.ts";
import {
  CollaborationModeListParams,
  CollaborationModeListResponse,
  ModelListParams,
  ModelListResponse,
} from "./models.ts";
import { GetAccountRateLimitsResponse } from "./rate-limits.ts";
import { ReviewStartParams, ReviewStartResponse } from "./review.ts";
import {
  SkillsConfigWriteParams,
  SkillsConfigWriteResponse,
  SkillsListParams,
  SkillsListResponse,
  SkillsRemoteReadParams,
  SkillsRemoteReadResponse,
  SkillsRemoteWriteParams,
  SkillsRemoteWriteResponse,
} from "./skills.ts";
import {
  ThreadArchiveParams,
  ThreadArchiveResponse,
  ThreadBackgroundTerminalsCleanParams,
  ThreadBackgroundTerminalsCleanResponse,
  ThreadCompactStartParams,
  ThreadCompactStartResponse,
  ThreadRollbackParams,
  ThreadRollbackResponse,
  ThreadSetNameParams,
  ThreadSetNameResponse,
  ThreadShellCommandParams,
  ThreadShellCommandResponse,
  ThreadUnarchiveParams,
  ThreadUnarchiveResponse,
} from "./thread-changes.ts";
import {
  ThreadListParams,
  ThreadListResponse,
  ThreadLoadedListParams,
  ThreadLoadedListResponse,
  ThreadReadParams,
  ThreadReadResponse,
} from "./thread-list.ts";
import {
  ThreadForkParams,
  ThreadForkResponse,
  ThreadResumeParams,
  ThreadResumeResponse,
  ThreadStartParams,
  ThreadStartResponse,
} from "./thread-open.ts";
import {
  TurnInterruptParams,
  TurnInterruptResponse,
  TurnStartParams,
  TurnStartResponse,
  TurnSteerParams,
  TurnSteerResponse,
} from "./turn-control.ts";

/** Params and result of each method, by method. */
export const clientRequestsV2 = {
  initialize: { params: InitializeParams, result: InitializeResponse },
  "thread/start": { params: ThreadStartParams, result: ThreadStartResponse },
  "thread/resume": { params: ThreadResumeParams, result: ThreadResumeResponse },
  "thread/fork": { params: ThreadForkParams, result: ThreadForkResponse },
  "thread/archive": { params: ThreadArchiveParams, result: ThreadArchiveResponse },
  "thread/name/set": { params: ThreadSetNameParams, result: ThreadSetNameResponse },
  "thread/unarchive": { params: ThreadUnarchiveParams, result: ThreadUnarchiveResponse },
  "thread/compact/start": { params: ThreadCompactStartParams, result: ThreadCompactStartResponse },
  "thread/backgroundTerminals/clean": {
    params: ThreadBackgroundTerminalsCleanParams,
    result: ThreadBackgroundTerminalsCleanResponse,
  },
  "thread/shellCommand": { params: ThreadShellCommandParams, result: ThreadShellCommandResponse },
  "thread/rollback": { params: ThreadRollbackParams, result: ThreadRollbackResponse },
  "thread/list": { params: ThreadListParams, result: ThreadListResponse },
  "thread/loaded/list": { params: ThreadLoadedListParams, result: ThreadLoadedListResponse },
  "thread/read": { params: ThreadReadParams, result: ThreadReadResponse },
  "skills/list": { params: SkillsListParams, result: SkillsListResponse },
  "skills/remote/read": { params: SkillsRemoteReadParams, result: SkillsRemoteReadResponse },
  "skills/remote/write": { params: SkillsRemoteWriteParams, result: SkillsRemoteWriteResponse },
  "app/list": { params: AppsListParams, result: AppsListResponse },
  "skills/config/write": { params: SkillsConfigWriteParams, result: SkillsConfigWriteResponse },
  "turn/start": { params: TurnStartParams, result: TurnStartResponse },
  "turn/steer": { params: TurnSteerParams, result: TurnSteerResponse },
  "turn/interrupt": { params: TurnInterruptParams, result: TurnInterruptResponse },
  "review/start": { params: ReviewStartParams, result: ReviewStartResponse },
  "model/list": { params: ModelListParams, result: ModelListResponse },
  "experimentalFeature/list": {
    params: ExperimentalFeatureListParams,
    result: ExperimentalFeatureListResponse,
  },
  "collaborationMode/list": { params: CollaborationModeListParams, result: CollaborationModeListResponse },
  "mock/experimentalMethod": { params: MockExperimentalMethodParams, result: MockExperimentalMethodResponse },
  "mcpServer/oauth/login": { params: McpServerOauthLoginParams, result: McpServerOauthLoginResponse },
  "config/mcpServer/reload": { params: NoParams, result: McpServerRefreshResponse },
  "mcpServer/refresh": { params: NoParams, result: McpServerRefreshResponse },
  "mcpServerStatus/list": { params: ListMcpServerStatusParams, result: ListMcpServerStatusResponse },
  "account/login/start": { params: LoginAccountParams, result: LoginAccountResponse },
  "account/login/cancel": { params: CancelLoginAccountParams, result: CancelLoginAccountResponse },
  "account/logout": { params: NoParams, result: LogoutAccountResponse },
  "account/rateLimits/read": { params: NoParams, result: GetAccountRateLimitsResponse },
  "feedback/upload": { params: FeedbackUploadParams, result: FeedbackUploadResponse },
  "command/exec": { params: CommandExecParams, result: CommandExecResponse },
  "config/read": { params: ConfigReadParams, result: ConfigReadResponse },
  "config/value/write": { params: ConfigValueWriteParams, result: ConfigWriteResponse },
  "config/batchWrite": { params: ConfigBatchWriteParams, result: ConfigWriteResponse },
  "configRequirements/read": { params: NoParams, result: ConfigRequirementsReadResponse },
  "account/read": { params: GetAccountParams, result: GetAccountResponse },
};
