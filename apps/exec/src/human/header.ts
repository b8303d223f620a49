/** The block that opens a run. */
import type { SandboxPolicy, ThreadStartResponse } from "@codex-ts/protocol/app-server";
import type { ThreadDisplay } from "@codex-ts/server";
import type { Paint } from "./paint.ts";

const RULE = "--------";

/** What the block tells. */
export interface HeaderFacts {
  readonly version: string;
  readonly started: ThreadStartResponse;
  readonly display: ThreadDisplay;
  readonly prompt: string;
}

/** Name and version, the settings in force, and the prompt. */
export function formatHeader({ version, started, display, prompt }: HeaderFacts, paint: Paint): string {
  const entries: readonly (readonly [string, string])[] = [
    ["workdir", started.cwd],
    ["model", started.model],
    ["provider", started.modelProvider],
    ["approval", started.approvalPolicy],
    ["sandbox", describeSandbox(started.sandbox)],
    ["reasoning effort", started.reasoningEffort ?? "none"],
    ["reasoning summaries", display.reasoningSummary],
    ["session id", started.thread.id],
  ];
  return [
    `codex-ts v${version}`,
    RULE,
    ...entries.map(([key, value]) => `${paint("bold", `${key}:`)} ${value}`),
    RULE,
    paint("cyan", "user"),
    prompt,
  ].join("\n");
}

/** What commands may touch, in one line. */
function describeSandbox(policy: SandboxPolicy): string {
  switch (policy.type) {
    case "dangerFullAccess":
      return "danger-full-access";
    case "readOnly":
      return "read-only";
    case "externalSandbox":
      return `external-sandbox${withNetwork(policy.networkAccess === "enabled")}`;
    case "workspaceWrite": {
      const places = [
        "workdir",
        ...(policy.excludeSlashTmp ? [] : ["/tmp"]),
        ...(policy.excludeTmpdirEnvVar ? [] : ["$TMPDIR"]),
        ...policy.writableRoots,
      ];
      return `workspace-write [${places.join(", ")}]${withNetwork(policy.networkAccess)}`;
    }
  }
}

function withNetwork(isEnabled: boolean): string {
  return isEnabled ? " (network access enabled)" : "";
}
