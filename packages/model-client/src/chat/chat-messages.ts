/**
 * A history as chat messages. The chat templates of local models are strict: one system message, and that
 * first; then users and assistants in turn; a tool's answer right behind the message that called it.
 */
import type { ContentItem, ReasoningItem, ResponseItem } from "@codex-ts/protocol";

/** A part of a message that is not plain text. */
export type ChatPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image_url"; readonly image_url: { readonly url: string } };

/** A tool call as it goes back to the server. */
export interface ChatToolCall {
  readonly id: string;
  readonly type: "function";
  readonly function: { readonly name: string; readonly arguments: string };
}

/** Under which name a server tells the model's reasoning, and wants it back. */
export type ReasoningMember = "reasoning" | "reasoning_content";

/** One message. */
export type ChatMessage =
  | { readonly role: "system"; readonly content: string }
  | { readonly role: "user"; readonly content: string | readonly ChatPart[] }
  | { readonly role: "tool"; readonly tool_call_id: string; readonly content: string }
  | ({
      readonly role: "assistant";
      readonly content: string | null;
      readonly tool_calls?: readonly ChatToolCall[];
    } & { readonly [Member in ReasoningMember]?: string });

/** What an assistant says in one go. */
interface OpenAnswer {
  readonly texts: string[];
  readonly calls: ChatToolCall[];
  readonly reasoning: string[];
}

/** What follows each other without a change of the speaker, until it becomes a message. */
interface Course {
  readonly messages: ChatMessage[];
  readonly userParts: ChatPart[];
  /** Pictures of tools, which tool messages cannot hold; they follow as the user's. */
  readonly toolImages: ChatPart[];
  answer: OpenAnswer | undefined;
}

/**
 * Converts a history. Developer messages at its beginning join the instructions; later ones become the
 * user's, since templates allow no second system message. Reasoning goes back only within the turn that it
 * belongs to, as models are trained; what only the Responses API can read is left out.
 */
export function toChatMessages(
  instructions: string,
  input: readonly ResponseItem[],
  reasoningMember: ReasoningMember,
): readonly ChatMessage[] {
  const start = input.findIndex((item) => item.type !== "message" || item.role !== "developer");
  const preamble = start < 0 ? input : input.slice(0, start);
  const system = [instructions, ...preamble.map(messageText)].filter(Boolean).join("\n\n");
  const course: Course = { messages: [], userParts: [], toolImages: [], answer: undefined };
  if (system) course.messages.push({ role: "system", content: system });
  const lastQuestion = input.findLastIndex((item) => item.type === "message" && item.role === "user");
  for (const [index, item] of input.entries()) {
    if (index >= preamble.length) addItem(course, item, index > lastQuestion, reasoningMember);
  }
  endAnswer(course, reasoningMember);
  endUser(course);
  return course.messages;
}

function addItem(
  course: Course,
  item: ResponseItem,
  isCurrentTurn: boolean,
  reasoningMember: ReasoningMember,
): void {
  switch (item.type) {
    case "message":
      if (item.role === "assistant") {
        openAnswer(course).texts.push(messageText(item));
        break;
      }
      endAnswer(course, reasoningMember);
      course.userParts.push(...item.content.map(toChatPart));
      break;
    case "reasoning":
      if (isCurrentTurn) openAnswer(course).reasoning.push(reasoningText(item));
      break;
    case "function_call":
      addCall(course, item.call_id, item.name, item.arguments);
      break;
    case "custom_tool_call":
      addCall(course, item.call_id, item.name, JSON.stringify({ input: item.input }));
      break;
    case "local_shell_call":
      addCall(course, item.call_id ?? "", "local_shell", JSON.stringify(item.action));
      break;
    case "function_call_output":
    case "custom_tool_call_output":
      endAnswer(course, reasoningMember);
      addOutput(course, item.call_id, item.output);
      break;
    case "web_search_call":
    case "compaction":
    case "compaction_summary":
    case "ghost_snapshot":
      break;
  }
}

function openAnswer(course: Course): OpenAnswer {
  if (!course.answer) {
    endUser(course);
    course.answer = { texts: [], calls: [], reasoning: [] };
  }
  return course.answer;
}

function addCall(course: Course, id: string, name: string, args: string): void {
  openAnswer(course).calls.push({ id, type: "function", function: { name, arguments: args } });
}

function addOutput(course: Course, callId: string, output: string | readonly ContentItem[]): void {
  const parts = typeof output === "string" ? [] : output.map(toChatPart);
  const text = typeof output === "string" ? output : parts.flatMap(textOf).join("\n");
  const images = parts.filter((part) => part.type === "image_url");
  const content = text || (images.length > 0 ? "(the picture follows)" : "");
  course.messages.push({ role: "tool", tool_call_id: callId, content });
  course.toolImages.push(...images);
}

function endAnswer(course: Course, reasoningMember: ReasoningMember): void {
  const { answer } = course;
  if (!answer) return;
  course.answer = undefined;
  const text = answer.texts.filter(Boolean).join("\n\n");
  const reasoning = answer.reasoning.filter(Boolean).join("\n\n");
  // Reasoning that led to nothing is no message.
  if (!text && answer.calls.length === 0) return;
  course.messages.push({
    role: "assistant",
    content: text || null,
    ...(reasoning && { [reasoningMember]: reasoning }),
    ...(answer.calls.length > 0 && { tool_calls: answer.calls }),
  });
}

function endUser(course: Course): void {
  const parts = [...course.toolImages.splice(0), ...course.userParts.splice(0)];
  if (parts.length === 0) return;
  // Many servers without vision take plain text only.
  const isText = parts.every((part) => part.type === "text");
  const content = isText ? parts.flatMap(textOf).join("\n\n") : parts;
  course.messages.push({ role: "user", content });
}

function toChatPart(part: ContentItem): ChatPart {
  return part.type === "input_image"
    ? { type: "image_url", image_url: { url: part.image_url } }
    : { type: "text", text: part.text };
}

function textOf(part: ChatPart): readonly string[] {
  return part.type === "text" ? [part.text] : [];
}

function messageText(item: ResponseItem): string {
  if (item.type !== "message") return "";
  return item.content.map(toChatPart).flatMap(textOf).join("\n\n");
}

function reasoningText({ content }: ReasoningItem): string {
  return (content ?? []).map(({ text }) => text).join("");
}
