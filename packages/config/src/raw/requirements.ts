/** requirements.toml: what an administrator allows. */
import { approvalPolicies, sandboxModes, webSearchModes } from "@codex-ts/protocol/words";
import type { RawTable } from "../toml/raw-value.ts";
import { boolean, choice, type Infer, integer, list, map, string, table } from "./schema.ts";

const ALLOW_REFUSAL =
  "decision `allow` is not possible here: rules are combined and the strictest one wins; use `prompt` or `forbidden`";

const identity = table(
  { command: string, url: string },
  {
    rule: (value) =>
      Object.keys(value).length === 1 ? undefined : { message: "set exactly one of `command` and `url`" },
  },
);

const patternToken = table({ token: string, any_of: list(string) }, { rule: tokenFault });

const prefixRule = table(
  {
    pattern: list(patternToken),
    decision: choice(["prompt", "forbidden"], { allow: ALLOW_REFUSAL }),
    justification: string,
  },
  {
    required: ["pattern", "decision"],
    rule: (value) => {
      if (isEmptyList(value["pattern"])) return { key: "pattern", message: "`pattern` cannot be empty" };
      return isBlank(value["justification"])
        ? { key: "justification", message: "`justification` cannot be blank" }
        : undefined;
    },
  },
);

const rules = table(
  { prefix_rules: list(prefixRule) },
  {
    required: ["prefix_rules"],
    rule: (value) =>
      isEmptyList(value["prefix_rules"])
        ? { key: "prefix_rules", message: "`prefix_rules` cannot be empty" }
        : undefined,
  },
);

/** What the managed network proxy has to do. */
const network = table({
  enabled: boolean,
  http_port: integer(0, 65535),
  socks_port: integer(0, 65535),
  allow_upstream_proxy: boolean,
  dangerously_allow_non_loopback_proxy: boolean,
  dangerously_allow_non_loopback_admin: boolean,
  allowed_domains: list(string),
  denied_domains: list(string),
  allow_unix_sockets: list(string),
  allow_local_binding: boolean,
});

/** Every key of requirements.toml. */
export const requirementsTable = table(
  {
    allowed_approval_policies: list(choice(approvalPolicies)),
    allowed_sandbox_modes: list(choice([...sandboxModes, "external-sandbox"])),
    allowed_web_search_modes: list(choice(webSearchModes)),
    mcp_servers: map(table({ identity }, { required: ["identity"] })),
    // The older name of `mcp_servers`, without the table in between.
    mcp_server_allowlist: map(identity),
    rules,
    enforce_residency: choice(["us"]),
    experimental_network: network,
  },
  { rule: allowedListFault },
);

/** requirements.toml after the checks. */
export type RawRequirements = Infer<typeof requirementsTable>;

/** `[experimental_network]` as written. */
export type RawNetworkRequirements = NonNullable<RawRequirements["experimental_network"]>;

function allowedListFault(value: RawTable): { readonly key: string; readonly message: string } | undefined {
  if (isEmptyList(value["allowed_approval_policies"])) {
    return {
      key: "allowed_approval_policies",
      message: "field `allowed_approval_policies` cannot be empty",
    };
  }
  const modes = value["allowed_sandbox_modes"];
  if (Array.isArray(modes) && !modes.includes("read-only")) {
    return { key: "allowed_sandbox_modes", message: "`allowed_sandbox_modes` must contain `read-only`" };
  }
  return undefined;
}

function tokenFault(value: RawTable): { readonly key?: string; readonly message: string } | undefined {
  const { token, any_of: anyOf } = value;
  if ((token === undefined) === (anyOf === undefined)) {
    return { message: "set exactly one of `token` and `any_of`" };
  }
  const words = Array.isArray(anyOf) ? anyOf : [token ?? ""];
  if (words.length === 0) return { key: "any_of", message: "`any_of` cannot be empty" };
  return words.some(isBlank) ? { message: "a token cannot be blank" } : undefined;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isBlank(value: unknown): boolean {
  return typeof value === "string" && value.trim() === "";
}
