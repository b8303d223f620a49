/** Guards what code and other programs rely on in the prompt texts. */
import { parsePatch } from "@codex-ts/apply-patch";
import { expect, test } from "@jest/globals";
import { prompts, toolTexts } from "../generated/prompts.ts";

const slots: Readonly<Record<string, readonly string[]>> = {
  "base/personality-template": ["personality"],
  "modes/default": ["modes"],
  "permissions/danger-full-access": ["network"],
  "permissions/workspace-write": ["network"],
  "permissions/read-only": ["network"],
  "review/base-branch": ["branch", "merge_base", "merge_base"],
  "review/base-branch-unknown": ["branch", "branch", "branch"],
  "review/commit": ["sha", "title"],
  "review/record": ["results"],
};

test.each(Object.entries(prompts))("%s has text, and the slots that its code fills", (key, text) => {
  expect(text.trim()).not.toBe("");
  expect(Array.from(text.matchAll(/\{\{ ?(\w+) ?\}\}/g), (match) => match[1])).toEqual(slots[key] ?? []);
});

test("every tool parameter that callers can set is described", () => {
  const described = Object.fromEntries(
    Object.entries(toolTexts).map(([name, text]) => [name, Object.keys(text.parameters).sort()]),
  );
  const escalation = ["justification", "prefix_rule", "sandbox_permissions"];
  const paging = ["cursor", "server"];
  const pieces = ["items", "items.image_url", "items.name", "items.path", "items.text", "items.type"];
  expect(described).toEqual({
    apply_patch: ["input"],
    apply_patch_freeform: [],
    close_agent: ["id"],
    resume_agent: ["id"],
    search_tool_bm25: ["limit", "query"],
    send_input: ["id", "interrupt", ...pieces, "message"],
    spawn_agent: ["agent_type", ...pieces, "message"],
    wait: ["ids", "timeout_ms"],
    exec_command: [
      "cmd",
      "login",
      "max_output_tokens",
      "shell",
      "tty",
      "workdir",
      "yield_time_ms",
      ...escalation,
    ].sort(),
    grep_files: ["include", "limit", "path", "pattern"],
    list_dir: ["depth", "dir_path", "limit", "offset"],
    list_mcp_resource_templates: paging,
    list_mcp_resources: paging,
    read_file: [
      "file_path",
      "indentation",
      "indentation.anchor_line",
      "indentation.include_header",
      "indentation.include_siblings",
      "indentation.max_levels",
      "indentation.max_lines",
      "limit",
      "mode",
      "offset",
    ],
    read_mcp_resource: ["server", "uri"],
    request_user_input: [
      "questions",
      "questions.header",
      "questions.id",
      "questions.options",
      "questions.options.description",
      "questions.options.label",
      "questions.question",
    ],
    shell: ["command", "timeout_ms", "workdir", ...escalation].sort(),
    shell_command: ["command", "login", "timeout_ms", "workdir", ...escalation].sort(),
    update_plan: ["explanation", "plan", "plan.status", "plan.step"],
    view_image: ["path"],
    write_stdin: ["chars", "max_output_tokens", "session_id", "yield_time_ms"],
  });
});

test("the reviewer is asked for every field that the parser reads", () => {
  const sample = prompts["review/instructions"].slice(prompts["review/instructions"].indexOf("\n{\n"));
  const finding = {
    title: expect.any(String),
    body: expect.any(String),
    confidence_score: expect.any(Number),
    priority: expect.any(Number),
    code_location: {
      absolute_file_path: expect.any(String),
      line_range: { start: expect.any(Number), end: expect.any(Number) },
    },
  };
  expect(JSON.parse(sample)).toEqual({
    findings: [finding],
    overall_correctness: expect.any(String),
    overall_explanation: expect.any(String),
    overall_confidence_score: expect.any(Number),
  });
});

test("plan mode names its tags, each on a line of its own", () => {
  expect(prompts["modes/plan"]).toMatch(/^<proposed_plan>$[^<]+^<\/proposed_plan>$/m);
});

test.each([
  ["the fallback instructions", prompts["base/fallback"], ["update", "add", "delete"]],
  ["the function tool", toolTexts.apply_patch.description, ["add", "update", "delete"]],
  ["the freeform tool", toolTexts.apply_patch_freeform.description, ["update"]],
])("the example patch of %s can be parsed", (_, text, kinds) => {
  const [example] = /^\*\*\* Begin Patch$[\s\S]*?^\*\*\* End Patch$/m.exec(text) ?? [];
  const parsed = parsePatch(example ?? "");
  expect(parsed).toMatchObject({ ok: true, patch: { hunks: kinds.map((kind) => ({ kind })) } });
});
