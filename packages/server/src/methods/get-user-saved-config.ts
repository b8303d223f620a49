/** `getUserSavedConfig`, of the older protocol: what the user's files say, in camelCase. */
import type { ClientResult } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";
import { throwInternal } from "../to-rpc-error.ts";

type Saved = ClientResult<"getUserSavedConfig">["config"];
type Table = Readonly<Record<string, unknown>>;

/** Members of the answer that are plain settings, and the settings that they show. */
const SETTINGS = {
  approvalPolicy: "approval_policy",
  sandboxMode: "sandbox_mode",
  forcedChatgptWorkspaceId: "forced_chatgpt_workspace_id",
  forcedLoginMethod: "forced_login_method",
  model: "model",
  modelReasoningEffort: "model_reasoning_effort",
  modelReasoningSummary: "model_reasoning_summary",
  modelVerbosity: "model_verbosity",
  profile: "profile",
} as const;

const OF_PROFILE = {
  model: "model",
  modelProvider: "model_provider",
  approvalPolicy: "approval_policy",
  modelReasoningEffort: "model_reasoning_effort",
  modelReasoningSummary: "model_reasoning_summary",
  modelVerbosity: "model_verbosity",
  chatgptBaseUrl: "chatgpt_base_url",
} as const;

/** Neither flags of the process nor projects count. */
export const getUserSavedConfig: MethodHandler<"getUserSavedConfig"> = async (
  { runtime },
  _params,
  signal,
) => {
  const values = await runtime.settingsFiles
    .readSaved(signal)
    .catch((error: unknown) => throwInternal(error, "failed to load configuration: "));
  return { config: toSaved(values) };
};

/** The values have been checked against their types, so they are only renamed, and null where nothing is set. */
function toSaved(values: Table): Saved {
  const sandbox = values["sandbox_workspace_write"] as Table | undefined;
  const tools = values["tools"] as Table | undefined;
  const profiles = Object.entries((values["profiles"] ?? {}) as Readonly<Record<string, Table>>);
  const saved = {
    ...pick(SETTINGS, values),
    sandboxSettings: sandbox
      ? {
          writableRoots: sandbox["writable_roots"] ?? [],
          networkAccess: sandbox["network_access"] ?? false,
          excludeTmpdirEnvVar: sandbox["exclude_tmpdir_env_var"] ?? false,
          excludeSlashTmp: sandbox["exclude_slash_tmp"] ?? false,
        }
      : null,
    tools: tools
      ? {
          webSearch: tools["web_search"] ?? tools["web_search_request"] ?? null,
          viewImage: tools["view_image"] ?? null,
        }
      : null,
    profiles: Object.fromEntries(profiles.map(([name, profile]) => [name, pick(OF_PROFILE, profile)])),
  };
  return saved as Saved;
}

function pick(names: Readonly<Record<string, string>>, values: Table): Table {
  return Object.fromEntries(Object.entries(names).map(([name, key]) => [name, values[key] ?? null]));
}
