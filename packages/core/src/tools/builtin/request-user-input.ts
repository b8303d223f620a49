/** `request_user_input`: questions to the user, in Plan mode. */
import { functionSpec } from "../function-spec.ts";
import { failedOutput, type Tool } from "../tool.ts";

/**
 * `request_user_input`. Offered in every mode, refused outside of Plan mode (as in 0.99.0). Front ends that
 * can ask do not exist yet, so Plan mode refuses as well and says so.
 */
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
  async run(_ports, turn) {
    if (turn.collaborationMode.mode === "plan") {
      return failedOutput(
        "no client that can answer questions is connected; decide yourself and say what you assumed",
      );
    }
    return failedOutput("request_user_input is unavailable in Default mode");
  },
};
