/** `codex-linux-sandbox`: a command under a policy that is given as JSON, for programs that know no settings. */
import { hasNetworkAccess, SandboxPolicy } from "@codex-ts/protocol";
import { type LinuxConfinement, runUnderPolicy } from "@codex-ts/runtime/policy";
import { formatUsageError, type Grammar, readCommandLine, reasonOf } from "@codex-ts/std";
import { runtimeOptions } from "../runtime-options.ts";
import { writeText } from "../write-text.ts";
import { attachedExitCode } from "./attached-exit-code.ts";
import { passSignals } from "./pass-signals.ts";

const grammar: Grammar = {
  maxWords: Number.POSITIVE_INFINITY,
  subcommands: [],
  commandStartsAt: "word",
  flags: [
    { name: "sandbox-policy-cwd", takes: "value", valueName: "PATH", help: "The folder the policy is for" },
    { name: "sandbox-policy", takes: "value", valueName: "JSON", help: "The policy" },
    { name: "use-bwrap-sandbox", takes: "nothing", isHidden: true, help: "" },
    { name: "apply-seccomp-then-exec", takes: "nothing", isHidden: true, help: "" },
    { name: "allow-network-for-proxy", takes: "nothing", isHidden: true, help: "" },
    { name: "no-proc", takes: "nothing", isHidden: true, help: "" },
  ],
};
const USAGE = ["codex-linux-sandbox --sandbox-policy-cwd <PATH> --sandbox-policy <JSON> -- <COMMAND>..."];

/** Runs the helper; gives the exit code: that of the command, where one ran, 2 for arguments that make no sense. */
export async function sandboxHelperMain(args: readonly string[]): Promise<number> {
  const read = readCommandLine(grammar, args);
  if (!read.ok) return refuse(read.message);
  const policyCwd = read.values.get("sandbox-policy-cwd")?.[0];
  const json = read.values.get("sandbox-policy")?.[0];
  if (policyCwd === undefined || json === undefined) {
    return refuse("both --sandbox-policy-cwd <PATH> and --sandbox-policy <JSON> are required");
  }
  if (read.words.length === 0) return refuse("there is no command to run");
  const policy = parsePolicy(json);
  if (!policy.ok) return refuse(`invalid value for '--sandbox-policy <JSON>': ${policy.message}`);
  const unmet = unmetWish(policy.value, read.values);
  if (unmet !== undefined) {
    writeText(2, `Error: ${unmet}; nothing was run\n`);
    return 1;
  }
  const confinement = confinementOf(read.values);
  const isForProxy = read.values.has("allow-network-for-proxy");
  const options = runtimeOptions("codex_cli_rs", "cli");
  const outcome = await runUnderPolicy(
    options,
    {
      argv: read.words,
      cwd: options.cwd,
      env: definedVariables(process.env),
      policy: isForProxy ? withoutNetwork(policy.value) : policy.value,
      policyCwd,
      network: undefined, // The helper reads no settings; whoever starts it decides.
      confinement,
    },
    // The caller started this in its own name, and whatever is written here would look like the command's.
    // Who asks for bubblewrap is told where it can do less, as in 0.99.0.
    confinement === "launcher" ? () => undefined : (text) => writeText(2, `codex-linux-sandbox: ${text}\n`),
    passSignals(process),
  );
  return attachedExitCode(outcome, (text) => writeText(2, text));
}

const TYPES = [
  "read-only",
  "workspace-write",
  "external-sandbox",
  "danger-full-access",
] satisfies readonly SandboxPolicy["type"][];

type ParsedPolicy =
  | { readonly ok: true; readonly value: SandboxPolicy }
  | { readonly ok: false; readonly message: string };

function parsePolicy(json: string): ParsedPolicy {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return { ok: false, message: `not JSON: ${reasonOf(error)}` };
  }
  const parsed = SandboxPolicy.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const at = parsed.error.issues[0]?.path.join(".") ?? "";
  const where = at === "" || at === "type" ? `\`type\` is one of ${TYPES.join(", ")}` : `\`${at}\``;
  return { ok: false, message: `not a policy: ${where}` };
}

/** What of the request this program cannot hold; undefined when it can hold all. */
function unmetWish(policy: SandboxPolicy, flags: ReadonlyMap<string, unknown>): string | undefined {
  if (flags.has("apply-seccomp-then-exec")) {
    return "--apply-seccomp-then-exec: there is no such step here, the part inside of bubblewrap is done without this program";
  }
  const isUnconfined = policy.type === "danger-full-access" || policy.type === "external-sandbox";
  const wantsNoNetwork = flags.has("allow-network-for-proxy") || !hasNetworkAccess(policy);
  return isUnconfined && wantsNoNetwork
    ? `the network alone cannot be taken from a command under the policy "${policy.type}"`
    : undefined;
}

function confinementOf(flags: ReadonlyMap<string, unknown>): LinuxConfinement {
  if (!flags.has("use-bwrap-sandbox")) return "launcher";
  return flags.has("no-proc") ? "bubblewrap-without-proc" : "bubblewrap";
}

/** A command that is to use a proxy of ours reaches nothing else; the proxy is not reachable yet either. */
function withoutNetwork(policy: SandboxPolicy): SandboxPolicy {
  return policy.type === "workspace-write" ? { ...policy, network_access: false } : policy;
}

function definedVariables(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function refuse(message: string): number {
  writeText(2, formatUsageError(USAGE, { message, tip: undefined }));
  return 2;
}
