/** Skills that a prompt names: links, plain names, switched-off and broken ones. */
import { closing } from "./model-events.ts";
import { type Scenario, scenario } from "./scenario.ts";

const skill = (name: string, body = `body of ${name}`) =>
  `---\nname: ${name}\ndescription: about ${name}\n---\n${body}\n`;

/** Two of one name, one for people only, one that is off, one with a variable's name. */
const home = {
  "skills/twin/SKILL.md": skill("twin", "the user's"),
  "skills/one/SKILL.md": skill("one"),
  "skills/deep/er/SKILL.md": skill("deeper"),
  "skills/.hidden/SKILL.md": skill("hidden"),
  "skills/off/SKILL.md": skill("off"),
  "skills/home/SKILL.md": skill("HOME"),
  "skills/shy/SKILL.md": skill("shy"),
  "skills/shy/agents/openai.yaml": "policy:\n  allow_implicit_invocation: false\n",
};
const files = {
  ".codex/skills/twin/SKILL.md": skill("twin", "the project's"),
  ".agents/skills/other/SKILL.md": skill("other"),
};
const config = "[[skills.config]]\npath = '@HOME@/skills/off/SKILL.md'\nenabled = false";

const mentions = (name: string, words: string, more: Partial<Scenario> = {}): Scenario =>
  scenario(name, [closing()], { home, files, config, args: [words], ...more });

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  mentions("skill-plain", "use $one, $shy and $other, then $one again"),
  mentions("skill-not-meant", "$twin $off $HOME $hidden $One $on $onex $"),
  mentions("skill-part-of-name", "a$one ($deeper) $one:x $one/two"),
  mentions(
    "skill-linked",
    "$one [$twin](@CWD@/.codex/skills/twin/SKILL.md) [$x] ( skill://@HOME@/skills/shy/SKILL.md )",
  ),
  mentions(
    "skill-linked-not",
    "[$one](app://one) [$off](@HOME@/skills/off/SKILL.md) [$twin](/nowhere/SKILL.md) [$shy]()",
  ),
  mentions("skill-broken", "$one $broken $long", {
    home: {
      ...home,
      "skills/broken/SKILL.md": "name: broken\n",
      "skills/long/SKILL.md": `---\nname: ${"x".repeat(65)}\ndescription: y\n---\n`,
    },
  }),
  mentions("skill-flag-switch", "", {
    args: ["-c", 'skills.config=[{path="@HOME@/skills/one/SKILL.md",enabled=false}]', "$one $off"],
  }),
];
