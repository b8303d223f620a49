/** Finds the skills that a user's input names. */
import type { UserInput } from "@codex-ts/protocol";
import type { Skill } from "./skill.ts";

/** `$NAME` of a shell variable is not meant as a skill. */
const VARIABLES = new Set(
  "PATH HOME USER SHELL PWD TMPDIR TEMP TMP LANG TERM XDG_CONFIG_HOME".toLowerCase().split(" "),
);

/** `[$name](path)`, as front ends encode a chosen skill, or a plain `$name`. A link without a path is a plain name. */
const MENTION = /\[\$([\w-]+)\]\s*\(\s*([^)\s][^)]*)\)|\$([\w-]+)/g;

/** Links to things that are no skills. */
const FOREIGN_LINK = /^(?:app|mcp):\/\//;

interface TextMentions {
  readonly paths: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

function readMentions(texts: readonly string[]): TextMentions {
  const paths = new Set<string>();
  const names = new Set<string>();
  for (const match of texts.flatMap((text) => [...text.matchAll(MENTION)])) {
    const [, linkName, link, plainName] = match;
    const name = linkName ?? plainName ?? "";
    if (VARIABLES.has(name.toLowerCase())) continue;
    const target = link?.trim();
    if (target === undefined) names.add(name);
    else if (!FOREIGN_LINK.test(target)) paths.add(target.replace(/^skill:\/\//, ""));
  }
  return { paths, names };
}

/** False for input that names no skill, whatever skills there are; for callers that would have to look for them. */
export function mayMentionSkills(input: readonly UserInput[]): boolean {
  return input.some((item) => item.type === "skill" || (item.type === "text" && item.text.includes("$")));
}

/** What may be mentioned. */
export interface MentionOptions {
  readonly skills: readonly Skill[];
  readonly disabledPaths: ReadonlySet<string>;
  /** Lower-case names by which connected apps are mentioned; they win over skills of the same name. */
  readonly connectorSlugs: ReadonlySet<string>;
}

/**
 * The skills to inject for an input, each once: chosen ones in order, then linked ones, then plain names.
 * A plain name counts only if exactly one skill that is on has it and no choice has claimed it.
 */
export function mentionedSkills(input: readonly UserInput[], options: MentionOptions): Skill[] {
  const { skills, disabledPaths, connectorSlugs } = options;
  const enabled = skills.filter((skill) => !disabledPaths.has(skill.path));
  const chosen = input.filter((item) => item.type === "skill");
  const { paths, names } = readMentions(input.flatMap((item) => (item.type === "text" ? [item.text] : [])));
  const claimed = new Set(chosen.map((item) => item.name));
  const byPath = chosen.flatMap((item) => enabled.find((skill) => skill.path === item.path) ?? []);
  const linked = enabled.filter((skill) => paths.has(skill.path));
  const named = enabled.filter(
    ({ name }) =>
      names.has(name) &&
      !claimed.has(name) &&
      !connectorSlugs.has(name.toLowerCase()) &&
      enabled.filter((other) => other.name === name).length === 1,
  );
  return [...new Set([...byPath, ...linked, ...named])];
}
