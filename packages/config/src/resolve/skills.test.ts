import { expect, test } from "@jest/globals";
import { createTempProject } from "../../test/temp-project.ts";

const switched = (path: string, enabled: boolean) =>
  `[[skills.config]]\npath = '${path}'\nenabled = ${enabled}\n`;

test("only the user's own switches count, relative to their file", async () => {
  await using project = await createTempProject({
    "etc/config.toml": switched("/machine", false),
    "work/.git/HEAD": "",
    "work/.codex/config.toml": switched("/project", false),
  });
  await project.write(
    "home/config.toml",
    `${switched("skills/a/SKILL.md", false)}${switched("~/b", true)}[projects.'${project.cwd}']\ntrust_level = 'trusted'\n`,
  );
  const config = await project.config({ flags: ["skills.config=[{path='/flag',enabled=false}]"] });
  expect(config.skills.config).toEqual([
    { path: `${project.home}/skills/a/SKILL.md`, enabled: false },
    { path: "/users/me/b", enabled: true },
  ]);
});

test("what a stronger layer hides is taken as far as it makes sense", async () => {
  await using project = await createTempProject({
    "home/config.toml": `skills.config = [{ path = 1, enabled = false }, { path = '/a', enabled = false }, 'x']`,
  });
  const { skills } = await project.config({ flags: ["skills.config=[]"] });
  expect(skills.config).toEqual([{ path: "/a", enabled: false }]);
});
