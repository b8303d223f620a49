import path from "node:path";
import type { UserInput } from "@codex-ts/protocol";
import { expect, test } from "@jest/globals";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { mentionedSkills } from "./mentions.ts";
import { readSkillBodies } from "./read-skill-bodies.ts";
import type { Skill } from "./skill.ts";

const skill = (name: string, file: string): Skill => ({
  name,
  path: file,
  description: "",
  shortDescription: undefined,
  scope: "user",
  interface: undefined,
  toolDependencies: [],
  allowsImplicitInvocation: name !== "shy",
});
const skills = [
  skill("greet", "/s/greet/SKILL.md"),
  skill("twin", "/s/one/SKILL.md"),
  skill("twin", "/s/two/SKILL.md"),
  skill("off", "/s/off/SKILL.md"),
  skill("shy", "/s/shy/SKILL.md"),
  skill("app", "/s/app/SKILL.md"),
  skill("Home", "/s/home/SKILL.md"),
];
const text = (value: string): UserInput => ({ type: "text", text: value, text_elements: [] });
const chosen = (name: string, file: string): UserInput => ({ type: "skill", name, path: file });

function mentioned(...input: UserInput[]): string[] {
  const options = {
    skills,
    disabledPaths: new Set(["/s/off/SKILL.md"]),
    connectorSlugs: new Set(["app"]),
  };
  return mentionedSkills(input, options).map((found) => found.path);
}

test.each([
  ["use $greet now", ["/s/greet/SKILL.md"]],
  ["($greet), $greet", ["/s/greet/SKILL.md"]],
  ["$Greet $greeting $", []],
  ["$twin", []],
  ["$off", []],
  ["$shy", ["/s/shy/SKILL.md"]],
  ["$app", []],
  ["$Home and $HOME", []],
  ["[$twin](/s/two/SKILL.md)", ["/s/two/SKILL.md"]],
  ["[$twin] ( skill:///s/two/SKILL.md )", ["/s/two/SKILL.md"]],
  ["[$off](/s/off/SKILL.md)", []],
  ["[$greet](app://x)", []],
  ["[$greet](mcp://x) [$shy]( )", ["/s/shy/SKILL.md"]],
  ["[$greet](/s/unknown/SKILL.md)", []],
  ["[$x](/s/two/SKILL.md) [$y](/s/greet/SKILL.md)", ["/s/greet/SKILL.md", "/s/two/SKILL.md"]],
])("%j names %j", (value, paths) => {
  expect(mentioned(text(value))).toEqual(paths);
});

test("a chosen skill comes first and claims its name, even when it is unknown or off", () => {
  expect(mentioned(text("$greet $shy"), chosen("twin", "/s/two/SKILL.md"))).toEqual([
    "/s/two/SKILL.md",
    "/s/greet/SKILL.md",
    "/s/shy/SKILL.md",
  ]);
  expect(mentioned(text("$greet"), chosen("greet", "/s/other/SKILL.md"))).toEqual([]);
  expect(mentioned(text("$greet"), chosen("greet", "/s/off/SKILL.md"))).toEqual([]);
  expect(mentioned(text("$greet [$greet](/s/greet/SKILL.md)"), chosen("greet", "/s/greet/SKILL.md"))).toEqual(
    ["/s/greet/SKILL.md"],
  );
});

test("bodies are read whole, and a missing one is told", async () => {
  await using folder = await temporaryFolder();
  await folder.write({ "a/SKILL.md": "---\nname: a\n---\nbody\n" });
  const file = path.join(folder.path, "a/SKILL.md");
  const { signal } = new AbortController();
  expect(await readSkillBodies([skill("a", file), skill("b", "/nowhere/SKILL.md")], signal)).toEqual({
    bodies: [{ name: "a", path: file, contents: "---\nname: a\n---\nbody\n" }],
    failures: [
      { name: "b", message: expect.stringMatching(/^Failed to load skill b at \/nowhere\/SKILL\.md: /) },
    ],
  });
});
