import { nearestName } from "@codex-ts/std";
import {
  BUILT_IN_PROVIDER_IDS,
  builtInProviders,
  OSS_PROVIDERS,
  ossPort,
  type ProviderConfig,
  toProviderConfig,
} from "../providers.ts";
import type { RawTable } from "../toml/raw-value.ts";
import { prefixOrigin, type ResolveContext } from "./context.ts";

/** The provider in use and all others. */
export interface ProviderChoice {
  /** Undefined when the choice was reported as a fault. */
  readonly provider: ProviderConfig | undefined;
  readonly providers: Readonly<Record<string, ProviderConfig>>;
  /** The model that `--oss` starts with; undefined without it. */
  readonly ossModel: string | undefined;
}

/** Finds the provider: the typed override, then `--oss`, then the settings, then `openai`. */
export function resolveProvider(context: ResolveContext): ProviderChoice {
  const providers = collectProviders(context);
  const { modelProvider, oss } = context.options.overrides;
  const ossId = oss && (oss.localProvider ?? context.raw.oss_provider);
  const ossModel = ossId === "ollama" || ossId === "lmstudio" ? OSS_PROVIDERS[ossId].model : undefined;
  if (oss && ossId === undefined && modelProvider === undefined) {
    context.fault(
      "no-oss-provider",
      undefined,
      "No default OSS provider configured. Use --local-provider=provider or set oss_provider to one of: lmstudio, ollama in config.toml",
    );
    return { provider: undefined, providers, ossModel };
  }
  const id = modelProvider ?? ossId ?? context.raw.model_provider ?? "openai";
  const provider = Object.hasOwn(providers, id) ? providers[id] : undefined;
  if (!provider) {
    context.fault("unknown-provider", keyThatChose(context), unknownMessage(id, Object.keys(providers)));
  }
  if (id === "ollama" || id === "lmstudio") warnOfVariables(context);
  return { provider, providers, ossModel };
}

/** What the variables about servers on this machine say and what cannot be meant. */
function warnOfVariables({ options: { env }, warn }: ResolveContext): void {
  const ignored = (message: string) => warn({ code: "ignored-value", message, place: undefined });
  const [port, baseUrl] = [env["CODEX_OSS_PORT"]?.trim(), env["CODEX_OSS_BASE_URL"]?.trim()];
  if (baseUrl) {
    if (/^https?:\/\//i.test(baseUrl)) return;
    ignored(`CODEX_OSS_BASE_URL=${baseUrl} is no address: http:// is missing in front.`);
  } else if (port && ossPort(port) === undefined) {
    ignored(`CODEX_OSS_PORT=${port} is ignored, since it is no port. Set a number from 1 to 65535.`);
  }
}

function collectProviders(context: ResolveContext): Readonly<Record<string, ProviderConfig>> {
  const builtIn = builtInProviders(context.options.env, context.options.version);
  const tables = Object.entries(context.raw.model_providers ?? {});
  for (const [id] of tables) {
    if (!BUILT_IN_PROVIDER_IDS.some((known) => known === id)) continue;
    const origin = context.locate(["model_providers", id], "table");
    context.warn({
      code: "ignored-value",
      message: prefixOrigin(
        origin,
        `the built-in provider \`${id}\` cannot be redefined, so this table is ignored. Give it another id.`,
      ),
      place: origin.place,
    });
  }
  const own = tables.map(([id, table]) => toProviderConfig(id, table as unknown as RawTable));
  // The built-in ones come last, so that no table of the user replaces them.
  return Object.fromEntries([...own, ...builtIn].map((provider) => [provider.id, provider]));
}

function keyThatChose({ options, raw }: ResolveContext): string | undefined {
  const { modelProvider, oss } = options.overrides;
  if (modelProvider !== undefined || oss?.localProvider !== undefined) return undefined;
  if (oss) return "oss_provider";
  return raw.model_provider === undefined ? undefined : "model_provider";
}

function unknownMessage(id: string, known: readonly string[]): string {
  if (id === "ollama-chat") {
    return "The provider `ollama-chat` is no longer supported. Replace it with `ollama` in `model_provider`, `oss_provider` or `--local-provider`.";
  }
  const nearest = nearestName(id, known);
  const hint = nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`;
  return `Model provider \`${id}\` not found. Known providers: ${[...known].sort().join(", ")}.${hint}`;
}
