/** `request_user_input`: questions to the user, in Plan mode. */
import type { ModeKind } from "@codex-ts/protocol";
import * as z from "zod/mini";
import { MODE_NAMES } from "../../messages/mode-names.ts";
import { functionSpec } from "../function-spec.ts";
import { parseArguments } from "../parse-arguments.ts";
import { failedOutput, type Tool, textOutput } from "../tool.ts";

const Arguments = z.object({
  questions: z.array(
    z.object({
      id: z.string(),
      header: z.string(),
      question: z.string(),
      options: z.optional(z.nullable(z.array(z.object({ label: z.string(), description: z.string() })))),
    }),
  ),
});

/** `request_user_input`. Offered in every mode, and refused outside of Plan mode (as in 0.99.0). */
export const requestUserInput: Tool = {
  name: "request_user_input",
  accepts: ["function"],
  isParallel: false,
  offer: ({ tools }) =>
    tools.collaborationModes
      ? functionSpec(
          "request_user_input",
          {
            questions: {
              type: "array",
              items: {
                type: "object",
                properties: {
                  header: { type: "string" },
                  id: { type: "string" },
                  options: {
                    type: "array",
                    items: {
                      type: "object",
                      properties: { description: { type: "string" }, label: { type: "string" } },
                      required: ["label", "description"],
                      additionalProperties: false,
                    },
                  },
                  question: { type: "string" },
                },
                required: ["id", "header", "question", "options"],
                additionalProperties: false,
              },
            },
          },
          ["questions"],
        )
      : "none",
  async run({ client }, turn, { callId, payload }, signal) {
    if (payload.kind !== "function") return failedOutput("request_user_input takes JSON arguments");
    const { mode } = turn.collaborationMode;
    if (!allowsQuestions(mode)) {
      return failedOutput(`request_user_input is unavailable in ${MODE_NAMES[mode]} mode`);
    }
    const args = parseArguments(Arguments, payload.arguments);
    if (!args.ok) return failedOutput(args.text);
    const { questions } = args.value;
    if (questions.some(({ options }) => !options?.length)) {
      return failedOutput("request_user_input requires non-empty options for every question");
    }
    const asked = questions.map((question) => ({ ...question, isOther: true, isSecret: false }));
    const response = await client.askUser(callId, asked, signal);
    signal.throwIfAborted();
    return response
      ? textOutput(JSON.stringify(response))
      : failedOutput("request_user_input was cancelled before it was answered");
  },
};

/** Who may ask; the texts of the modes say the same. */
function allowsQuestions(mode: ModeKind): boolean {
  return mode === "plan";
}
