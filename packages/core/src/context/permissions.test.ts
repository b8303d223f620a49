import type { ApprovalPolicy, SandboxPolicy } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { prompts } from "../generated/prompts.ts";
import { savedPrefixMessage } from "../messages/notice-messages.ts";
import { messageText } from "../messages/text-message.ts";
import { type PermissionSettings, permissionsText } from "./permissions.ts";

const workspace: SandboxPolicy = {
  type: "workspace-write",
  network_access: false,
  exclude_tmpdir_env_var: false,
  exclude_slash_tmp: false,
};
const settings: PermissionSettings = {
  approvalPolicy: "never",
  sandboxPolicy: { type: "read-only" },
  writableRoots: ["/work", "/tmp"],
  approvedPrefixes: [],
  offersPrefixRules: true,
};

test("the block has its tags on lines of their own", () => {
  const lines = permissionsText(settings).split("\n");
  expect(lines.at(0)).toBe("<permissions instructions>");
  expect(lines.at(-1)).toBe("</permissions instructions>");
  expect(permissionsText(settings)).not.toContain("/work");
});

test.each<[SandboxPolicy, string, string]>([
  [{ type: "read-only" }, "read-only", "restricted"],
  [workspace, "workspace-write", "restricted"],
  [{ ...workspace, network_access: true }, "workspace-write", "enabled"],
  [{ type: "danger-full-access" }, "danger-full-access", "enabled"],
  [{ type: "external-sandbox", network_access: "restricted" }, "danger-full-access", "restricted"],
])("%j is told as %s with a network that is %s", (sandboxPolicy, mode, network) => {
  const text = permissionsText({ ...settings, sandboxPolicy });
  expect(text).toContain(`\`sandbox_mode\` is \`${mode}\``);
  expect(text).toContain(`Network access is ${network}.`);
});

test("writable roots stand on a line that starts with a blank, before the closing tag", () => {
  const lines = (writableRoots: string[]) =>
    permissionsText({ ...settings, sandboxPolicy: workspace, writableRoots }).split("\n");
  expect(lines(["/work", "/tmp"]).at(-2)).toBe(" The writable roots are `/work`, `/tmp`.");
  expect(lines(["/work"]).at(-2)).toBe(" The writable root is `/work`.");
  expect(lines([]).at(-2)).toBe(prompts["permissions/approval-never"].split("\n").at(-1));
});

test.each<ApprovalPolicy>(["never", "on-failure", "untrusted", "on-request"])("%s has a text", (policy) => {
  const text = permissionsText({ ...settings, approvalPolicy: policy, offersPrefixRules: false });
  expect(text).toContain(prompts[`permissions/approval-${policy}`]);
  expect(text).not.toContain("## Approved command prefixes");
});

function prefixLines(approvedPrefixes: string[][]): string[] {
  const text = permissionsText({ ...settings, approvalPolicy: "on-request", approvedPrefixes });
  const lines = text.split("\n");
  return lines.slice(lines.indexOf("## Approved command prefixes") + 1, -1);
}

test("approved prefixes are listed from the line of their introduction, the shortest first", () => {
  const [intro, ...rest] = prefixLines([["git", "pull"], ["ls"], ["cargo"], ["npm", "ci"], ['a"b']]);
  expect(intro).toBe(`${prompts["permissions/approved-prefixes"]} - ["ls"]`);
  expect(rest).toEqual(['- ["a\\"b"]', '- ["cargo"]', '- ["npm", "ci"]', '- ["git", "pull"]']);
});

test("the introduction stands even without prefixes", () => {
  expect(prefixLines([])).toEqual([`${prompts["permissions/approved-prefixes"]} `]);
});

test("a long list is cut by entries and by characters", () => {
  const many = prefixLines(Array.from({ length: 101 }, (_, index) => [`c${index}`]));
  expect(many).toHaveLength(102);
  expect(many.slice(-2)).toEqual(["...", prompts["permissions/prefixes-cut"]]);
  const long = prefixLines([["x".repeat(3000)], ["y".repeat(3000)]]);
  expect(long).toHaveLength(3);
  expect(long.at(-1)).toBe(prompts["permissions/prefixes-cut"]);
});

test("a saved prefix is told as a list of one", () => {
  expect(
    messageText(savedPrefixMessage(["git", "pull"]))
      .split("\n")
      .at(-1),
  ).toBe('- ["git", "pull"]');
});
