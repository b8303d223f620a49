/** What the app-server asks its clients to do: answer questions, run tools, fetch tokens. */
import * as z from "zod/mini";

const ofItem = { threadId: z.string(), turnId: z.string(), itemId: z.string() };

const ofTurn = { threadId: z.string(), turnId: z.string() };

export const ToolRequestUserInputOption = z.object({ description: z.string(), label: z.string() });
/** One answer to pick. */
export type ToolRequestUserInputOption = z.infer<typeof ToolRequestUserInputOption>;

export const ToolRequestUserInputQuestion = z.object({
  id: z.string(),
  header: z.string(),
  question: z.string(),
  /** True: free text is an answer too. */
  isOther: z._default(z.boolean(), false),
  /** True: the answer must not be shown. */
  isSecret: z._default(z.boolean(), false),
  options: z.nullable(z.array(ToolRequestUserInputOption)),
});
/** One question. */
export type ToolRequestUserInputQuestion = z.infer<typeof ToolRequestUserInputQuestion>;

export const ToolRequestUserInputParams = z.object({
  ...ofItem,
  questions: z.array(ToolRequestUserInputQuestion),
});
/** Parameters of `item/tool/requestUserInput`. */
export type ToolRequestUserInputParams = z.infer<typeof ToolRequestUserInputParams>;

export const ToolRequestUserInputAnswer = z.object({ answers: z.array(z.string()) });
/** The answers to one question. */
export type ToolRequestUserInputAnswer = z.infer<typeof ToolRequestUserInputAnswer>;

export const ToolRequestUserInputResponse = z.object({
  answers: z.record(z.string(), ToolRequestUserInputAnswer),
});
/** Answer of `item/tool/requestUserInput`: answers by the id of the question. */
export type ToolRequestUserInputResponse = z.infer<typeof ToolRequestUserInputResponse>;

export const DynamicToolCallParams = z.object({
  ...ofTurn,
  callId: z.string(),
  tool: z.string(),
  arguments: z.unknown(),
});
/** Parameters of `item/tool/call`. */
export type DynamicToolCallParams = z.infer<typeof DynamicToolCallParams>;

export const ChatgptAuthTokensRefreshReason = z.enum(["unauthorized"]);
/** Why fresh tokens are needed. */
export type ChatgptAuthTokensRefreshReason = z.infer<typeof ChatgptAuthTokensRefreshReason>;

export const ChatgptAuthTokensRefreshParams = z.object({
  reason: ChatgptAuthTokensRefreshReason,
  previousAccountId: z.nullable(z.string()),
});
/** Parameters of `account/chatgptAuthTokens/refresh`. */
export type ChatgptAuthTokensRefreshParams = z.infer<typeof ChatgptAuthTokensRefreshParams>;

export const ChatgptAuthTokensRefreshResponse = z.object({
  accessToken: z.string(),
  chatgptAccountId: z.string(),
  chatgptPlanType: z.nullish(z.string()),
});
/** Answer of `account/chatgptAuthTokens/refresh`. */
export type ChatgptAuthTokensRefreshResponse = z.infer<typeof ChatgptAuthTokensRefreshResponse>;
