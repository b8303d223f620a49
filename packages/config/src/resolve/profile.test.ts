import { expect, test } from "@jest/globals";
import { createTempProject, faultsOf } from "../../test/temp-project.ts";

const CONFIG = `
model = "top"
model_reasoning_effort = "low"
web_search = "live"
[features]
undo = true
[profiles.p]
model = "profiled"
web_search = "disabled"
approval_policy = "never"
features = { undo = false, steer = false }
`;

test("a profile beats the files", async () => {
  await using project = await createTempProject({
    "home/config.toml": CONFIG,
    "etc/config.toml": "model = 'm'\n",
  });
  const config = await project.config({ profile: "p" });
  expect(config.activeProfile).toBe("p");
  expect(config.model).toMatchObject({ model: "profiled", reasoningEffort: "low" });
  expect(config.webSearch.mode).toBe("disabled");
  expect(config.policies.approvalPolicy).toBe("never");
  expect(config.features).toMatchObject({ undo: false, steer: false });
  expect(config.raw["model"]).toBe("top");
  expect((await project.config({ flags: ["profile=p"] })).activeProfile).toBe("p");
});

test("-c beats the profile, and a typed flag beats both", async () => {
  await using project = await createTempProject({ "home/config.toml": CONFIG });
  const flags = ["model=flag", "approval_policy=untrusted", "features.undo=true"];
  const config = await project.config({ profile: "p", flags });
  expect(config.model.model).toBe("flag");
  expect(config.policies.approvalPolicy).toBe("untrusted");
  expect(config.features).toMatchObject({ undo: true, steer: false });
  const typed = await project.config({
    profile: "p",
    flags,
    overrides: { model: "typed", approvalPolicy: "on-failure" },
  });
  expect(typed.model.model).toBe("typed");
  expect(typed.policies.approvalPolicy).toBe("on-failure");
});

test("-c can write into the profile, and the managed file beats it", async () => {
  await using project = await createTempProject({ "home/config.toml": CONFIG });
  expect((await project.config({ profile: "p", flags: ["profiles.p.model=inner"] })).model.model).toBe(
    "inner",
  );
  await project.write("etc/managed_config.toml", "model = 'managed'\n");
  expect((await project.config({ profile: "p", flags: ["model=flag"] })).model.model).toBe("managed");
});

test("a fault of a profile's value is found in the profile", async () => {
  await using project = await createTempProject({
    "home/config.toml": "model_provider = 'openai'\n[profiles.p]\nmodel_provider = 'zz'\n",
  });
  const [problem] = await faultsOf(project.load({ profile: "p" }));
  expect(problem?.keyPath).toEqual(["profiles", "p", "model_provider"]);
  expect(problem?.place).toMatchObject({ line: 3, column: 18 });
});

test("the flag --profile beats the key", async () => {
  await using project = await createTempProject({
    "home/config.toml": "profile = 'gone'\n[profiles.p]\nmodel = 'x'\n",
  });
  expect((await project.config({ profile: "p" })).model.model).toBe("x");
});

test("only keys of profiles count in a profile, and its own toggles nowhere else", async () => {
  await using project = await createTempProject({
    "home/config.toml": `
include_apply_patch_tool = true
tools_web_search = true
[profiles.p]
model_context_window = 5
notify = 5
include_apply_patch_tool = true
[profiles.p.tools]
web_search = true
[profiles.p.mcp_servers.s]
command = "c"
`,
  });
  const config = await project.config({ profile: "p" });
  expect(config.model.contextWindow).toBeUndefined();
  expect(config.notify).toBeUndefined();
  expect(config.mcp.servers).toEqual({});
  expect(config.features).toMatchObject({ apply_patch_freeform: true, web_search_request: false });
  const { features } = await project.config();
  expect(features).toMatchObject({ apply_patch_freeform: false, web_search_request: false });
});
