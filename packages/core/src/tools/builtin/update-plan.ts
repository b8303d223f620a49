/** `update_plan`: the model's own list of steps, shown to the user. */
import { PlanStep } from "@codex-ts/protocol";
import * as z from "zod/mini";
import { functionSpec } from "../function-spec.ts";
import { parseArguments } from "../parse-arguments.ts";
import { failedOutput, type Tool, textOutput } from "../tool.ts";

const Arguments = z.strictObject({
  explanation: z.optional(z.nullable(z.string())),
  plan: z.array(z.strictObject(PlanStep.shape)),
});

/** `update_plan`. */
export const updatePlan: Tool = {
  name: "update_plan",
  accepts: ["function"],
  isParallel: false,
  offer: () =>
    functionSpec(
      "update_plan",
      {
        explanation: { type: "string" },
        plan: {
          type: "array",
          items: {
            type: "object",
            properties: { status: { type: "string" }, step: { type: "string" } },
            required: ["step", "status"],
            additionalProperties: false,
          },
        },
      },
      ["plan"],
    ),
  async run(ports, turn, call) {
    if (call.payload.kind !== "function") return failedOutput("update_plan takes JSON arguments");
    if (turn.collaborationMode.mode === "plan") {
      return failedOutput("update_plan is for tracking work; in Plan mode, propose the plan in your answer");
    }
    const args = parseArguments(Arguments, call.payload.arguments);
    if (!args.ok) return failedOutput(args.text);
    const { explanation, plan } = args.value;
    // Programs that read the event find the member always (Codex 0.99.0).
    ports.events.emit({ type: "plan_update", explanation: explanation ?? null, plan });
    return textOutput("Plan updated");
  },
};
