/** What administrators require: requirements.toml, and the older managed_config.toml in its second role. */
import path from "node:path";
import type { ConfigProblem, ConfigWarning } from "../diagnostics.ts";
import { formatPlace } from "../diagnostics.ts";
import { checkValue, type Finding } from "../raw/check-value.ts";
import { type RawRequirements, requirementsTable } from "../raw/requirements.ts";
import type { Requirement, RequirementSettings } from "../resolved-config.ts";
import type { RawTable } from "../toml/raw-value.ts";
import { placeOfKey, type SourceText } from "../toml/source-text.ts";
import { readSource } from "./read-source.ts";

/** All requirements; for each key the first source that sets it owns it. */
export interface Requirements extends RequirementSettings {
  /** The MCP servers that may run, by name. */
  readonly mcpServers: Requirement<NonNullable<RawRequirements["mcp_servers"]>> | undefined;
}

/** The requirements, or why the program must not start. */
export interface LoadedRequirements {
  readonly requirements: Requirements;
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly ConfigWarning[];
}

/** Keys that restrict something which nothing here can enforce; starting anyway would break the promise. */
const UNENFORCED = ["enforce_residency"] as const;

const NONE: Requirements = {
  approvalPolicies: undefined,
  sandboxModes: undefined,
  webSearchModes: undefined,
  mcpServers: undefined,
  rules: undefined,
  network: undefined,
};

/** Reads `requirements.toml` in the machine's directory. A missing file requires nothing. */
export async function loadRequirements(systemDir: string, signal: AbortSignal): Promise<LoadedRequirements> {
  const file = path.join(systemDir, "requirements.toml");
  const describe = (fault: string) => `Error parsing requirements file ${file}: ${fault}`;
  const source = await readSource(file, describe, signal);
  if (source.kind === "missing") return { requirements: NONE, problems: [], warnings: [] };
  if (source.kind === "failed") return { requirements: NONE, problems: [source.problem], warnings: [] };
  const findings = checkValue(requirementsTable.shape, source.table);
  const faults = findings.filter((finding) => finding.kind === "fault");
  const warnings = findings.filter((finding) => finding.kind === "unknown-key");
  return {
    requirements: faults.length === 0 ? toRequirements(source.table as RawRequirements, file) : NONE,
    problems: [
      ...faults.map((finding) => toProblem(source.text, finding, describeFault(finding, file, describe))),
      ...unenforced(source.table, source.text),
    ],
    warnings: warnings.map((finding) => toWarning(source.text, finding)),
  };
}

/** Adds what a managed_config.toml requires, where requirements.toml leaves it open. */
export function withManagedRequirements(
  requirements: Requirements,
  managed: { readonly table: RawTable; readonly file: string },
): Requirements {
  const approval = managed.table["approval_policy"];
  const sandbox = managed.table["sandbox_mode"];
  const legacy = toRequirements(
    {
      ...(approval === undefined ? {} : { allowed_approval_policies: [approval] }),
      ...(sandbox === undefined ? {} : { allowed_sandbox_modes: [...new Set(["read-only", sandbox])] }),
    } as RawRequirements,
    managed.file,
  );
  return {
    ...requirements,
    approvalPolicies: requirements.approvalPolicies ?? legacy.approvalPolicies,
    sandboxModes: requirements.sandboxModes ?? legacy.sandboxModes,
  };
}

function toRequirements(raw: RawRequirements, source: string): Requirements {
  const owned = <Value>(value: Value | undefined) => (value === undefined ? undefined : { value, source });
  const searches = raw.allowed_web_search_modes;
  return {
    approvalPolicies: owned(raw.allowed_approval_policies),
    sandboxModes: owned(raw.allowed_sandbox_modes),
    // Switching the search off is always allowed.
    webSearchModes: owned(searches && [...new Set([...searches, "disabled" as const])]),
    mcpServers: owned(raw.mcp_servers),
    rules: owned(raw.rules as RawTable | undefined),
    network: owned(raw.experimental_network),
  };
}

function unenforced(table: RawTable, text: SourceText): readonly ConfigProblem[] {
  return UNENFORCED.filter((key) => Object.hasOwn(table, key)).map((key) => ({
    code: "unsupported-requirement",
    message: `the requirement \`${key}\` is not supported by this build, which refuses to start rather than ignore it. Remove the key, or use a build that enforces it.`,
    keyPath: [key],
    place: placeOfKey(text, [key], "key"),
    flag: undefined,
  }));
}

function describeFault(finding: Finding, file: string, describe: (fault: string) => string): string {
  return finding.keyPath[0] === "rules"
    ? `invalid rules in requirements (set by ${file}): ${finding.message}`
    : describe(finding.message);
}

function toProblem(text: SourceText, finding: Finding, message: string): ConfigProblem {
  const { keyPath, part } = finding;
  return { code: "invalid-value", message, keyPath, place: placeOfKey(text, keyPath, part), flag: undefined };
}

function toWarning(text: SourceText, finding: Finding): ConfigWarning {
  const place = placeOfKey(text, finding.keyPath, finding.part);
  const prefix = place ? `${formatPlace(place)}: ` : "";
  return { code: "unknown-key", message: `${prefix}${finding.message}`, place };
}
