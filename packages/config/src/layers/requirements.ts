/** What administrators require: requirements.toml from all its sources, and managed settings in their second role. */
import path from "node:path";
import { reasonOf } from "@codex-ts/std";
import type { ConfigProblem, ConfigWarning } from "../diagnostics.ts";
import { formatPlace } from "../diagnostics.ts";
import type { LoadConfigOptions } from "../load-options.ts";
import { checkValue, type Finding } from "../raw/check-value.ts";
import { type RawRequirements, requirementsTable } from "../raw/requirements.ts";
import type { RequirementSettings } from "../resolved-config.ts";
import type { RawTable } from "../toml/raw-value.ts";
import { placeOfKey, type SourceText } from "../toml/source-text.ts";
import type { ConfigLayer } from "./layer.ts";
import { preferenceName, readPreference } from "./managed-preferences.ts";
import { failedSource, parseSource, readSource, type SourceFile } from "./read-source.ts";

/** The requirements, or why the program must not start. */
export interface LoadedRequirements {
  readonly requirements: RequirementSettings;
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly ConfigWarning[];
}

/** Where requirements are looked for. */
export type RequirementOptions = Pick<
  LoadConfigOptions,
  "systemDir" | "readManagedPreference" | "cloudRequirements"
>;

const NONE: RequirementSettings = {
  approvalPolicies: undefined,
  sandboxModes: undefined,
  webSearchModes: undefined,
  mcpServers: undefined,
  rules: undefined,
  residency: undefined,
  network: undefined,
};

/** What messages call requirements that an organisation keeps in the cloud. */
const CLOUD = "cloud requirements";

/**
 * Reads requirements from the cloud, from the preferences of macOS and from `requirements.toml` in the
 * machine's directory. Of each key the first source that sets it counts. A source that is not there requires
 * nothing; one that cannot be read or understood is a problem.
 */
export async function loadRequirements(
  options: RequirementOptions,
  signal: AbortSignal,
): Promise<LoadedRequirements> {
  const file = path.join(options.systemDir, "requirements.toml");
  const loaded = await Promise.all([
    readCloud(options.cloudRequirements, signal).then((source) => check(CLOUD, source)),
    readPreference(options.readManagedPreference, "requirements_toml_base64", signal).then((source) =>
      check(preferenceName("requirements_toml_base64"), source),
    ),
    readSource(file, signal).then((source) => check(file, source)),
  ]);
  return {
    requirements: loaded.reduce((first, { requirements }) => fill(first, requirements), NONE),
    problems: loaded.flatMap(({ problems }) => problems),
    warnings: loaded.flatMap(({ warnings }) => warnings),
  };
}

/** Adds what managed settings require, where requirements leave it open; those of macOS count before the file. */
export function withManagedRequirements(
  requirements: RequirementSettings,
  layers: readonly ConfigLayer[],
): RequirementSettings {
  return layers.toReversed().reduce((first, { source, table }) => {
    if (source.type === "legacyManagedConfigTomlFromMdm") {
      return fill(first, managedRequirements(table, "MDM managed_config.toml (legacy)"));
    }
    return source.type === "legacyManagedConfigTomlFromFile"
      ? fill(first, managedRequirements(table, source.file))
      : first;
  }, requirements);
}

/** A managed value is the only one that is allowed; the read-only sandbox always is. */
function managedRequirements(table: RawTable, source: string): RequirementSettings {
  const approval = table["approval_policy"];
  const sandbox = table["sandbox_mode"];
  const raw = {
    ...(approval === undefined ? {} : { allowed_approval_policies: [approval] }),
    ...(sandbox === undefined ? {} : { allowed_sandbox_modes: [...new Set(["read-only", sandbox])] }),
  };
  return toRequirements(raw as RawRequirements, source);
}

/** What `first` leaves open comes from `second`. */
function fill(first: RequirementSettings, second: RequirementSettings): RequirementSettings {
  return {
    approvalPolicies: first.approvalPolicies ?? second.approvalPolicies,
    sandboxModes: first.sandboxModes ?? second.sandboxModes,
    webSearchModes: first.webSearchModes ?? second.webSearchModes,
    mcpServers: first.mcpServers ?? second.mcpServers,
    rules: first.rules ?? second.rules,
    residency: first.residency ?? second.residency,
    network: first.network ?? second.network,
  };
}

function toRequirements(raw: RawRequirements, source: string): RequirementSettings {
  const owned = <Value>(value: Value | undefined) => (value === undefined ? undefined : { value, source });
  const searches = raw.allowed_web_search_modes;
  return {
    approvalPolicies: owned(raw.allowed_approval_policies),
    sandboxModes: owned(raw.allowed_sandbox_modes),
    // Switching the search off is always allowed.
    webSearchModes: owned(searches && [...new Set([...searches, "disabled" as const])]),
    mcpServers: owned(allowedServers(raw)),
    rules: owned(raw.rules as RawTable | undefined),
    residency: owned(raw.enforce_residency),
    network: owned(raw.experimental_network),
  };
}

/** Both spellings together; the newer one wins where a server stands in both. */
function allowedServers({ mcp_servers: servers, mcp_server_allowlist: older }: RawRequirements) {
  if (!servers && !older) return undefined;
  const newer = Object.entries(servers ?? {}).map(([name, { identity }]) => [name, identity] as const);
  return Object.fromEntries([...Object.entries(older ?? {}), ...newer]);
}

async function readCloud(
  read: LoadConfigOptions["cloudRequirements"],
  signal: AbortSignal,
): Promise<SourceFile> {
  if (!read) return { kind: "missing" };
  try {
    const text = await read(signal);
    return text === undefined ? { kind: "missing" } : parseSource({ file: CLOUD, text });
  } catch (error) {
    signal.throwIfAborted();
    const reason = reasonOf(error);
    return failedSource(`the ${CLOUD} could not be loaded: ${reason}`);
  }
}

function check(name: string, source: SourceFile): LoadedRequirements {
  if (source.kind === "missing") return { requirements: NONE, problems: [], warnings: [] };
  if (source.kind === "failed") return { requirements: NONE, problems: [source.problem], warnings: [] };
  const findings = checkValue(requirementsTable.shape, source.table);
  const faults = findings.filter((finding) => finding.kind === "fault");
  const unknown = findings.filter((finding) => finding.kind === "unknown-key");
  return {
    requirements: faults.length === 0 ? toRequirements(source.table as RawRequirements, name) : NONE,
    problems: faults.map((finding) => toProblem(source.text, finding)),
    warnings: unknown.map((finding) => toWarning(source.text, finding)),
  };
}

function toProblem(text: SourceText, { keyPath, part, message }: Finding): ConfigProblem {
  return { code: "invalid-value", message, keyPath, place: placeOfKey(text, keyPath, part), flag: undefined };
}

function toWarning(text: SourceText, finding: Finding): ConfigWarning {
  const place = placeOfKey(text, finding.keyPath, finding.part);
  const prefix = place ? `${formatPlace(place)}: ` : "";
  return { code: "unknown-key", message: `${prefix}${finding.message}`, place };
}
