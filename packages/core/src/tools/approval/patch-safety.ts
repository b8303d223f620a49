/** Decides what a patch needs before it may be applied. */
import { isPathWritable, writableRoots } from "@codex-ts/exec-sandbox";
import type { TurnContext } from "../../ports/turn-context.ts";
import type { CommandServices } from "../command-services.ts";
import { plainRefusal } from "./refused-call.ts";
import type { CommandRequirement } from "./requirement.ts";

/** Judges the absolute paths that a patch touches, move targets included. */
export function patchRequirement(
  commands: CommandServices,
  turn: TurnContext,
  paths: readonly string[],
): CommandRequirement {
  if (paths.length === 0)
    return { kind: "forbidden", text: "patch rejected: empty patch", refusal: undefined };
  const { approval, sandbox } = turn.policy;
  const ask = { kind: "ask", isSandboxBypassed: false, reason: undefined, amendment: undefined } as const;
  if (approval === "untrusted") return ask;
  const isFree = sandbox.type === "danger-full-access" || sandbox.type === "external-sandbox";
  const roots = writableRoots(sandbox, {
    policyCwd: turn.cwd,
    tmpdir: commands.inherited["TMPDIR"],
    platform: commands.platform,
  });
  const isInside = isFree || paths.every((path) => isPathWritable(path, sandbox, roots));
  if (isInside || approval === "on-failure") return { kind: "run", isSandboxBypassed: false };
  if (approval !== "never") return { ...ask, isSandboxBypassed: true };
  return {
    kind: "forbidden",
    text: "patch rejected: writing outside of the project; rejected by user approval settings",
    refusal: plainRefusal("outside"),
  };
}
