/** Which function handles which method. */
import type { ClientMethod } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";
import { archiveConversation } from "../v1/archive-conversation.ts";
import { addConversationListener, removeConversationListener } from "../v1/conversation-listeners.ts";
import { getConversationSummary, listConversations } from "../v1/conversation-summary.ts";
import { interruptConversation } from "../v1/interrupt-conversation.ts";
import { newConversation } from "../v1/new-conversation.ts";
import { sendUserMessage, sendUserTurn } from "../v1/send-user-message.ts";
import { accountLoginCancel } from "./account-login-cancel.ts";
import { accountLoginStart } from "./account-login-start.ts";
import { accountLogout } from "./account-logout.ts";
import { accountRateLimitsRead } from "./account-rate-limits-read.ts";
import { accountRead } from "./account-read.ts";
import { cancelLoginChatGpt } from "./cancel-login-chat-gpt.ts";
import { cleanTerminals } from "./clean-terminals.ts";
import { collaborationModeList } from "./collaboration-mode-list.ts";
import { commandExec, execOneOffCommand } from "./command-exec.ts";
import { configRead } from "./config-read.ts";
import { configRequirementsRead } from "./config-requirements-read.ts";
import { configBatchWrite, configValueWrite } from "./config-write.ts";
import { experimentalFeatureList } from "./experimental-feature-list.ts";
import { feedbackUpload } from "./feedback-upload.ts";
import { getAuthStatus } from "./get-auth-status.ts";
import { getUserAgent } from "./get-user-agent.ts";
import { getUserSavedConfig } from "./get-user-saved-config.ts";
import { gitDiffToRemote } from "./git-diff-to-remote.ts";
import { loginApiKey } from "./login-api-key.ts";
import { loginChatGpt } from "./login-chat-gpt.ts";
import { logoutChatGpt } from "./logout-chat-gpt.ts";
import { mcpServerReload } from "./mcp-server-reload.ts";
import { mcpServerStatusList } from "./mcp-server-status-list.ts";
import { mockExperimentalMethod } from "./mock-experimental-method.ts";
import { modelList } from "./model-list.ts";
import { reviewStart } from "./review-start.ts";
import { setDefaultModel } from "./set-default-model.ts";
import { skillsConfigWrite } from "./skills-config-write.ts";
import { skillsList } from "./skills-list.ts";
import { threadArchive } from "./thread-archive.ts";
import { threadCompactStart } from "./thread-compact-start.ts";
import { threadFork } from "./thread-fork.ts";
import { threadList } from "./thread-list.ts";
import { threadLoadedList } from "./thread-loaded-list.ts";
import { threadNameSet } from "./thread-name-set.ts";
import { threadRead } from "./thread-read.ts";
import { threadResume } from "./thread-resume.ts";
import { threadRollback } from "./thread-rollback.ts";
import { threadShellCommand } from "./thread-shell-command.ts";
import { threadStart } from "./thread-start.ts";
import { threadUnarchive } from "./thread-unarchive.ts";
import { turnInterrupt } from "./turn-interrupt.ts";
import { turnStart } from "./turn-start.ts";
import { turnSteer } from "./turn-steer.ts";
import { userInfo } from "./user-info.ts";

export const methodTable: { readonly [Method in ClientMethod]: MethodHandler<Method> } = {
  "thread/start": threadStart,
  "thread/resume": threadResume,
  "thread/fork": threadFork,
  "thread/list": threadList,
  "thread/loaded/list": threadLoadedList,
  "thread/read": threadRead,
  "thread/archive": threadArchive,
  "thread/unarchive": threadUnarchive,
  "thread/name/set": threadNameSet,
  "thread/compact/start": threadCompactStart,
  "thread/rollback": threadRollback,
  "thread/backgroundTerminals/clean": cleanTerminals,
  "thread/shellCommand": threadShellCommand,
  "turn/start": turnStart,
  "turn/steer": turnSteer,
  "turn/interrupt": turnInterrupt,
  "review/start": reviewStart,
  "experimentalFeature/list": experimentalFeatureList,
  "mock/experimentalMethod": mockExperimentalMethod,
  "collaborationMode/list": collaborationModeList,
  "command/exec": commandExec,
  execOneOffCommand,
  "feedback/upload": feedbackUpload,
  getUserAgent,
  "model/list": modelList,
  "skills/list": skillsList,
  "skills/config/write": skillsConfigWrite,
  "config/mcpServer/reload": mcpServerReload,
  "mcpServer/refresh": (...call) => mcpServerReload(...call),
  "mcpServerStatus/list": mcpServerStatusList,
  newConversation,
  addConversationListener,
  removeConversationListener,
  sendUserMessage,
  sendUserTurn,
  interruptConversation,
  getConversationSummary,
  listConversations,
  archiveConversation,
  "account/read": accountRead,
  "account/login/start": accountLoginStart,
  "account/login/cancel": accountLoginCancel,
  "account/logout": accountLogout,
  "account/rateLimits/read": accountRateLimitsRead,
  getAuthStatus,
  userInfo,
  getUserSavedConfig,
  setDefaultModel,
  gitDiffToRemote,
  loginApiKey,
  loginChatGpt,
  cancelLoginChatGpt,
  logoutChatGpt,
  "config/read": configRead,
  "config/value/write": configValueWrite,
  "config/batchWrite": configBatchWrite,
  "configRequirements/read": configRequirementsRead,
};

/** True for a method of the protocol that this version carries out. */
export function isServed(method: string): method is ClientMethod {
  return Object.hasOwn(methodTable, method);
}
