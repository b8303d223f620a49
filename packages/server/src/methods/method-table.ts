/** Which function handles which method. */
import type { ClientMethod } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";
import { accountLoginCancel } from "./account-login-cancel.ts";
import { accountLoginStart } from "./account-login-start.ts";
import { accountLogout } from "./account-logout.ts";
import { accountRateLimitsRead } from "./account-rate-limits-read.ts";
import { accountRead } from "./account-read.ts";
import { cancelLoginChatGpt } from "./cancel-login-chat-gpt.ts";
import { cleanTerminals } from "./clean-terminals.ts";
import { getAuthStatus } from "./get-auth-status.ts";
import { loginApiKey } from "./login-api-key.ts";
import { loginChatGpt } from "./login-chat-gpt.ts";
import { logoutChatGpt } from "./logout-chat-gpt.ts";
import { reviewStart } from "./review-start.ts";
import { threadList } from "./thread-list.ts";
import { threadResume } from "./thread-resume.ts";
import { threadStart } from "./thread-start.ts";
import { turnInterrupt } from "./turn-interrupt.ts";
import { turnStart } from "./turn-start.ts";
import { userInfo } from "./user-info.ts";

export const methodTable: { readonly [Method in ClientMethod]: MethodHandler<Method> } = {
  "thread/start": threadStart,
  "thread/resume": threadResume,
  "thread/list": threadList,
  "thread/backgroundTerminals/clean": cleanTerminals,
  "turn/start": turnStart,
  "turn/interrupt": turnInterrupt,
  "review/start": reviewStart,
  "account/read": accountRead,
  "account/login/start": accountLoginStart,
  "account/login/cancel": accountLoginCancel,
  "account/logout": accountLogout,
  "account/rateLimits/read": accountRateLimitsRead,
  getAuthStatus,
  userInfo,
  loginApiKey,
  loginChatGpt,
  cancelLoginChatGpt,
  logoutChatGpt,
};
