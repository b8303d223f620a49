import type { SandboxPolicy, ThreadStartResponse } from "@codex-ts/protocol/app-server";
import { expect, test } from "@jest/globals";
import { formatHeader } from "./header.ts";
import { createPaint } from "./paint.ts";

const started = (sandbox: SandboxPolicy): ThreadStartResponse => ({
  thread: {
    id: "the-id",
    preview: "",
    modelProvider: "mock",
    createdAt: 0,
    updatedAt: 0,
    path: null,
    cwd: "/repo",
    cliVersion: "0.99.0",
    source: "exec",
    gitInfo: null,
    turns: [],
  },
  model: "gpt-5.1-codex",
  modelProvider: "mock",
  cwd: "/repo",
  approvalPolicy: "never",
  sandbox,
  reasoningEffort: null,
});

const display = { hidesReasoning: false, showsRawReasoning: false, reasoningSummary: "auto" } as const;
const header = (sandbox: SandboxPolicy) =>
  formatHeader({ version: "0.99.0", started: started(sandbox), display, prompt: "hi" }, createPaint(false));

test("the block tells the settings and the prompt", () => {
  expect(header({ type: "readOnly" })).toMatchInlineSnapshot(`
"codex-ts v0.99.0
--------
workdir: /repo
model: gpt-5.1-codex
provider: mock
approval: never
sandbox: read-only
reasoning effort: none
reasoning summaries: auto
session id: the-id
--------
user
hi"
`);
});

const writable = {
  writableRoots: [],
  networkAccess: false,
  excludeTmpdirEnvVar: false,
  excludeSlashTmp: false,
};

test.each([
  [{ type: "dangerFullAccess" }, "danger-full-access"],
  [{ type: "workspaceWrite", ...writable }, "workspace-write [workdir, /tmp, $TMPDIR]"],
  [
    {
      type: "workspaceWrite",
      writableRoots: ["/x"],
      networkAccess: true,
      excludeTmpdirEnvVar: true,
      excludeSlashTmp: true,
    },
    "workspace-write [workdir, /x] (network access enabled)",
  ],
  [{ type: "externalSandbox", networkAccess: "enabled" }, "external-sandbox (network access enabled)"],
] as const)("%j is told as %s", (sandbox, expected) => {
  expect(header(sandbox as SandboxPolicy)).toContain(`sandbox: ${expected}\n`);
});
