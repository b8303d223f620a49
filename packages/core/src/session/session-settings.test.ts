import { expect, test } from "@jest/globals";
import { applyOverride, type SessionSettings } from "./session-settings.ts";

const settings: SessionSettings = {
  cwd: "/work",
  approvalPolicy: "on-request",
  sandboxPolicy: { type: "read-only" },
  summary: "auto",
  collaborationMode: {
    mode: "default",
    settings: { model: "gpt-5.2-codex", reasoning_effort: "high", developer_instructions: null },
  },
  personality: "pragmatic",
};

test("an empty override changes nothing", () => {
  expect(applyOverride(settings, {})).toEqual(settings);
});

test("an effort of null clears it, an absent one keeps it", () => {
  const cleared = applyOverride(settings, { effort: null, model: "gpt-5.1-codex" });
  expect(cleared.collaborationMode.settings).toEqual({
    model: "gpt-5.1-codex",
    reasoning_effort: null,
    developer_instructions: null,
  });
  expect(applyOverride(settings, { model: "x" }).collaborationMode.settings.reasoning_effort).toBe("high");
});

test("an explicit collaboration mode wins over model and effort", () => {
  const mode = {
    mode: "plan" as const,
    settings: { model: "gpt-5.2", reasoning_effort: "medium" as const, developer_instructions: null },
  };
  expect(applyOverride(settings, { collaboration_mode: mode, model: "x" }).collaborationMode).toBe(mode);
});
