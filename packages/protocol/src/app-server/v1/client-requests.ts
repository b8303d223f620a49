/** What clients may ask in the older protocol, which keeps working beside the new one. */
import { NoParams } from "../no-params.ts";
import {
  CancelLoginChatGptParams,
  CancelLoginChatGptResponse,
  GetAuthStatusParams,
  GetAuthStatusResponse,
  LoginApiKeyParams,
  LoginApiKeyResponse,
  LoginChatGptResponse,
  LogoutChatGptResponse,
  UserInfoResponse,
} from "./auth.ts";
import {
  GetConversationSummaryParams,
  GetConversationSummaryResponse,
  ListConversationsParams,
  ListConversationsResponse,
} from "./conversation-list.ts";
import {
  ArchiveConversationParams,
  ArchiveConversationResponse,
  ForkConversationParams,
  ForkConversationResponse,
  NewConversationParams,
  NewConversationResponse,
  ResumeConversationParams,
  ResumeConversationResponse,
} from "./conversations.ts";
import { ExecOneOffCommandParams, ExecOneOffCommandResponse } from "./exec-one-off-command.ts";
import { FuzzyFileSearchParams, FuzzyFileSearchResponse } from "./fuzzy-file-search.ts";
import { GitDiffToRemoteParams, GitDiffToRemoteResponse } from "./git-diff-to-remote.ts";
import {
  AddConversationListenerParams,
  AddConversationSubscriptionResponse,
  RemoveConversationListenerParams,
  RemoveConversationSubscriptionResponse,
} from "./listeners.ts";
import {
  GetUserSavedConfigResponse,
  SetDefaultModelParams,
  SetDefaultModelResponse,
} from "./saved-config.ts";
import {
  InterruptConversationParams,
  InterruptConversationResponse,
  SendUserMessageParams,
  SendUserMessageResponse,
  SendUserTurnParams,
  SendUserTurnResponse,
} from "./turns.ts";
import { GetUserAgentResponse } from "./user-agent.ts";

/** Params and result of each method, by method. */
export const clientRequestsV1 = {
  newConversation: { params: NewConversationParams, result: NewConversationResponse },
  getConversationSummary: { params: GetConversationSummaryParams, result: GetConversationSummaryResponse },
  listConversations: { params: ListConversationsParams, result: ListConversationsResponse },
  resumeConversation: { params: ResumeConversationParams, result: ResumeConversationResponse },
  forkConversation: { params: ForkConversationParams, result: ForkConversationResponse },
  archiveConversation: { params: ArchiveConversationParams, result: ArchiveConversationResponse },
  sendUserMessage: { params: SendUserMessageParams, result: SendUserMessageResponse },
  sendUserTurn: { params: SendUserTurnParams, result: SendUserTurnResponse },
  interruptConversation: { params: InterruptConversationParams, result: InterruptConversationResponse },
  addConversationListener: {
    params: AddConversationListenerParams,
    result: AddConversationSubscriptionResponse,
  },
  removeConversationListener: {
    params: RemoveConversationListenerParams,
    result: RemoveConversationSubscriptionResponse,
  },
  gitDiffToRemote: { params: GitDiffToRemoteParams, result: GitDiffToRemoteResponse },
  loginApiKey: { params: LoginApiKeyParams, result: LoginApiKeyResponse },
  loginChatGpt: { params: NoParams, result: LoginChatGptResponse },
  cancelLoginChatGpt: { params: CancelLoginChatGptParams, result: CancelLoginChatGptResponse },
  logoutChatGpt: { params: NoParams, result: LogoutChatGptResponse },
  getAuthStatus: { params: GetAuthStatusParams, result: GetAuthStatusResponse },
  getUserSavedConfig: { params: NoParams, result: GetUserSavedConfigResponse },
  setDefaultModel: { params: SetDefaultModelParams, result: SetDefaultModelResponse },
  getUserAgent: { params: NoParams, result: GetUserAgentResponse },
  userInfo: { params: NoParams, result: UserInfoResponse },
  fuzzyFileSearch: { params: FuzzyFileSearchParams, result: FuzzyFileSearchResponse },
  execOneOffCommand: { params: ExecOneOffCommandParams, result: ExecOneOffCommandResponse },
};
