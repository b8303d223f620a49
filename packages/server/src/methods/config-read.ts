/** `config/read`: the effective settings, and the layer that each comes from. */
import type { ClientResult } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";
import { throwInternal } from "../to-rpc-error.ts";

type Config = ClientResult<"config/read">["config"];
type Table = Readonly<Record<string, unknown>>;

/** Reads the layers anew; with a folder those of its project count, too. */
export const configRead: MethodHandler<"config/read"> = async ({ runtime }, params, signal) => {
  try {
    const view = await runtime.settingsFiles.read(params.cwd ?? undefined, signal);
    return {
      config: toConfig(view.config),
      origins: { ...view.origins },
      ...(params.includeLayers ? { layers: view.layers.map(withoutUndefined) } : {}),
    };
  } catch (error) {
    throwInternal(error, "failed to read configuration layers: ");
  }
};

/** Members that clients can count on; null where nothing is set. */
const KNOWN = [
  "analytics",
  "approval_policy",
  "apps",
  "compact_prompt",
  "developer_instructions",
  "forced_chatgpt_workspace_id",
  "forced_login_method",
  "instructions",
  "model",
  "model_auto_compact_token_limit",
  "model_context_window",
  "model_provider",
  "model_reasoning_effort",
  "model_reasoning_summary",
  "model_verbosity",
  "profile",
  "review_model",
  "sandbox_mode",
  "sandbox_workspace_write",
  "tools",
  "web_search",
] as const satisfies readonly (keyof Config)[];

/** Members of a profile that clients can count on. */
const KNOWN_IN_PROFILE = [
  "approval_policy",
  "chatgpt_base_url",
  "model",
  "model_provider",
  "model_reasoning_effort",
  "model_reasoning_summary",
  "model_verbosity",
  "web_search",
] as const satisfies readonly (keyof Config["profiles"][string])[];

/** What `[sandbox_workspace_write]` says when it says nothing. */
const NO_ROOTS = {
  writable_roots: [],
  network_access: false,
  exclude_tmpdir_env_var: false,
  exclude_slash_tmp: false,
};

/** The values have been checked against their types, so only what is missing is added. */
function toConfig(values: Table): Config {
  const config = {
    ...withNulls(KNOWN, values),
    profiles: mapTable(values["profiles"] ?? {}, (profile) => withNulls(KNOWN_IN_PROFILE, profile)),
    analytics: mapOne(values["analytics"], (table) => withNulls(["enabled"], table)),
    apps: mapOne(values["apps"], (apps) =>
      mapTable(apps, (app) => ({ enabled: true, disabled_reason: null, ...app })),
    ),
    tools: mapOne(values["tools"], toTools),
    sandbox_workspace_write: mapOne(values["sandbox_workspace_write"], (table) => ({
      ...NO_ROOTS,
      ...table,
    })),
  };
  return config as Config;
}

/** The older name of a tool's switch is shown under the newer one. */
function toTools({ web_search: search, web_search_request: older, view_image: images }: Table): Table {
  return { web_search: search ?? older ?? null, view_image: images ?? null };
}

function withNulls(keys: readonly string[], values: Table): Table {
  return { ...Object.fromEntries(keys.map((key) => [key, null])), ...values };
}

function mapOne(value: unknown, change: (table: Table) => Table): Table | null {
  return value === undefined ? null : change(value as Table);
}

function mapTable(value: unknown, change: (table: Table) => Table): Table {
  const members = Object.entries(value as Readonly<Record<string, Table>>);
  return Object.fromEntries(members.map(([key, member]) => [key, change(member)]));
}

function withoutUndefined<Layer extends { readonly disabledReason: string | undefined }>({
  disabledReason,
  ...layer
}: Layer) {
  return { ...layer, ...(disabledReason === undefined ? {} : { disabledReason }) };
}
