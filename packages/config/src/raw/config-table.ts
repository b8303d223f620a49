/** The whole of config.toml. */
import { authKeys } from "./auth.ts";
import { history, logKeys } from "./history.ts";
import { instructionKeys } from "./instructions.ts";
import { mcpKeys } from "./mcp-servers.ts";
import { modelKeys } from "./model.ts";
import { modelProviders } from "./model-providers.ts";
import { projects, sandboxWorkspaceWrite } from "./policies.ts";
import { profiles, sharedKeys } from "./profile.ts";
import { type Infer, list, string, table } from "./schema.ts";
import { shellEnvironmentPolicy } from "./shell-environment-policy.ts";
import { feedback, otel } from "./telemetry.ts";
import { agents, apps, ghostSnapshot, skills, tools } from "./tools.ts";
import { displayKeys, notice, tui } from "./tui.ts";

/** Every key of config.toml; what is missing here is unknown. */
export const configTable = table({
  ...sharedKeys,
  ...modelKeys,
  ...instructionKeys,
  ...mcpKeys,
  ...displayKeys,
  ...authKeys,
  ...logKeys,
  profile: string,
  profiles,
  model_providers: modelProviders,
  sandbox_workspace_write: sandboxWorkspaceWrite,
  shell_environment_policy: shellEnvironmentPolicy,
  projects,
  history,
  tui,
  notice,
  notify: list(string),
  tools,
  agents,
  skills,
  apps,
  ghost_snapshot: ghostSnapshot,
  otel,
  feedback,
});

/** config.toml after the checks: known keys have the right types, unknown ones may still be there. */
export type RawConfig = Infer<typeof configTable>;
