import type { CollaborationMode, MessageItem } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { collaborationModeText, collaborationPresets, modeInstructions } from "./collaboration-mode.ts";
import { type InitialContext, initialContext } from "./initial-context.ts";
import { personalityMessage } from "./personality.ts";
import { type ContextSettings, settingsUpdate } from "./settings-update.ts";
import { skillMessage } from "./user-instructions.ts";
import { userShellMessage } from "./user-shell-record.ts";

const mode = (text: string | null): CollaborationMode => ({
  mode: "default",
  settings: { model: "m", reasoning_effort: null, developer_instructions: text },
});
const permissions: InitialContext["permissions"] = {
  approvalPolicy: "never",
  sandboxPolicy: { type: "read-only" },
  writableRoots: [],
  approvedPrefixes: [],
  offersPrefixRules: true,
};
const environment = { cwd: "/work", shell: "bash", network: undefined };

function outline(messages: readonly MessageItem[]): string[] {
  return messages.map(({ role, content }) => {
    const [part] = content;
    const text = part?.type === "input_text" ? part.text : "";
    return `${role}: ${text.split("\n")[0]}`;
  });
}

test("the preamble with every part, in wire order", () => {
  const messages = initialContext({
    permissions,
    developerInstructions: "be careful",
    toolSearchGuidance: "search first",
    collaborationMode: mode("think"),
    personalityMessage: "Smile.",
    appsSection: "## Apps",
    userInstructions: "rules",
    environment,
  });
  expect(outline(messages)).toEqual([
    "developer: <permissions instructions>",
    "developer: be careful",
    "developer: search first",
    "developer: <collaboration_mode>think</collaboration_mode>",
    expect.stringMatching(/^developer: <personality_spec> /),
    "developer: ## Apps",
    "user: # AGENTS.md instructions for /work",
    "user: <environment_context>",
  ]);
});

test("the smallest preamble", () => {
  const none = undefined;
  const messages = initialContext({
    permissions,
    developerInstructions: none,
    toolSearchGuidance: none,
    collaborationMode: mode(null),
    personalityMessage: none,
    appsSection: none,
    userInstructions: none,
    environment,
  });
  expect(outline(messages)).toEqual(["developer: <permissions instructions>", "user: <environment_context>"]);
});

test("instructions that config sets to nothing are a message all the same", () => {
  const none = undefined;
  const messages = initialContext({
    permissions,
    developerInstructions: "",
    toolSearchGuidance: none,
    collaborationMode: mode(""),
    personalityMessage: none,
    appsSection: none,
    userInstructions: none,
    environment,
  });
  expect(outline(messages).slice(1, -1)).toEqual(["developer: "]);
});

test("a skill and a user's command on the wire", () => {
  expect(skillMessage({ name: "n", path: "/p", contents: "---\nname: n\n---\nbody\n" }).content).toEqual([
    {
      type: "input_text",
      text: "<skill>\n<name>n</name>\n<path>/p</path>\n---\nname: n\n---\nbody\n\n</skill>",
    },
  ]);
  const result = { command: "echo hi", exitCode: 0, durationSeconds: 1.23456, output: "hi\n" };
  expect(userShellMessage(result).content).toEqual([
    {
      type: "input_text",
      text: "<user_shell_command>\n<command>\necho hi\n</command>\n<result>\nExit code: 0\nDuration: 1.2346 seconds\nOutput:\nhi\n\n</result>\n</user_shell_command>",
    },
  ]);
});

test("modes: presets and texts", () => {
  expect(collaborationPresets().map((preset) => [preset.name, preset.mode, preset.reasoning_effort])).toEqual(
    [
      ["Plan", "plan", "medium"],
      ["Default", "default", null],
    ],
  );
  expect(modeInstructions("default")).toContain("`request_user_input` is unavailable in this mode. If");
  expect(collaborationModeText(mode(""))).toBeUndefined();
});

const before: ContextSettings = {
  environment,
  permissions,
  collaborationMode: mode(null),
  model: "a",
  modelInstructions: "A's rules",
  personality: "pragmatic",
  personalityMessage: "Plainly.",
};

test("nothing changed, nothing said", () => {
  expect(
    settingsUpdate(before, { ...before, permissions: { ...permissions, approvedPrefixes: [["ls"]] } }),
  ).toEqual([]);
});

test("every change is told in wire order, and a new model's text replaces the tone", () => {
  const after: ContextSettings = {
    environment: { ...environment, cwd: "/b" },
    permissions: { ...permissions, approvalPolicy: "on-request" },
    collaborationMode: mode("think"),
    model: "b",
    modelInstructions: "B's rules",
    personality: "friendly",
    personalityMessage: "Warmly.",
  };
  const update = settingsUpdate(before, after);
  expect(outline(update)).toEqual([
    "user: <environment_context>",
    "developer: <permissions instructions>",
    "developer: <collaboration_mode>think</collaboration_mode>",
    "developer: <model_switch>",
  ]);
  expect(JSON.stringify(update.at(-1))).toContain("B's rules\\n</model_switch>");
  expect(JSON.stringify(settingsUpdate(before, { ...after, model: "a" }).at(-1))).toContain(
    "Warmly.\\n </personality_spec>",
  );
});

test("a mode that changes to silence, and a tone without a text, say nothing", () => {
  expect(settingsUpdate({ ...before, collaborationMode: mode("x") }, before)).toEqual([]);
  expect(settingsUpdate(before, { ...before, personality: "none", personalityMessage: "" })).toEqual([]);
});

test("a model without texts has no message for any tone", () => {
  expect(personalityMessage({ model_messages: null }, "friendly")).toBeUndefined();
  expect(personalityMessage({ model_messages: { instructions_variables: {} } }, "pragmatic")).toBeUndefined();
  expect(personalityMessage({ model_messages: { instructions_variables: {} } }, "none")).toBe("");
});
