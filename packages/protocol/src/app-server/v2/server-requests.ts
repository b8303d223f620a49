/** What the app-server asks of its clients. */
import { DynamicToolCallResponse } from "../../dynamic-tool.ts";
import {
  CommandExecutionRequestApprovalParams,
  CommandExecutionRequestApprovalResponse,
  FileChangeRequestApprovalParams,
  FileChangeRequestApprovalResponse,
} from "./approval-requests.ts";
import { McpServerElicitationRequestParams, McpServerElicitationRequestResponse } from "./elicitation.ts";
import {
  ChatgptAuthTokensRefreshParams,
  ChatgptAuthTokensRefreshResponse,
  DynamicToolCallParams,
  ToolRequestUserInputParams,
  ToolRequestUserInputResponse,
} from "./tool-requests.ts";

/** Params and result of each method, by method. */
export const serverRequestsV2 = {
  "item/commandExecution/requestApproval": {
    params: CommandExecutionRequestApprovalParams,
    result: CommandExecutionRequestApprovalResponse,
  },
  "item/fileChange/requestApproval": {
    params: FileChangeRequestApprovalParams,
    result: FileChangeRequestApprovalResponse,
  },
  "item/tool/requestUserInput": { params: ToolRequestUserInputParams, result: ToolRequestUserInputResponse },
  "mcpServer/elicitation/request": {
    params: McpServerElicitationRequestParams,
    result: McpServerElicitationRequestResponse,
  },
  "item/tool/call": { params: DynamicToolCallParams, result: DynamicToolCallResponse },
  "account/chatgptAuthTokens/refresh": {
    params: ChatgptAuthTokensRefreshParams,
    result: ChatgptAuthTokensRefreshResponse,
  },
};
