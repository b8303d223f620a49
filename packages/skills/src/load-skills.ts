/** Loads every skill below a list of roots. */
import { readFile } from "node:fs/promises";
import { failureReason } from "./failure-reason.ts";
import { findSkillFiles, type SkillFile } from "./find-skill-files.ts";
import { readFrontMatter } from "./front-matter.ts";
import type { Skill, SkillError, SkillScope } from "./skill.ts";
import { NO_METADATA, readSkillMetadata } from "./skill-metadata.ts";
import type { SkillRoot } from "./skill-roots.ts";

/** What was found, and what could not be used. */
export interface LoadedSkills {
  /** By scope, then name, then path. Two skills may have the same name. */
  readonly skills: readonly Skill[];
  readonly errors: readonly SkillError[];
  /** Folders that the roots link to, canonical. */
  readonly linkedFolders: readonly string[];
}

const SCOPE_ORDER: Readonly<Record<SkillScope, number>> = { repo: 0, user: 1, system: 2, admin: 3 };

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function compareSkills(left: Skill, right: Skill): number {
  return (
    SCOPE_ORDER[left.scope] - SCOPE_ORDER[right.scope] ||
    compareText(left.name, right.name) ||
    compareText(left.path, right.path)
  );
}

async function loadSkill(file: SkillFile, scope: SkillScope): Promise<Skill | SkillError> {
  let text: string;
  try {
    text = await readFile(file.path, "utf8");
  } catch (error) {
    return { path: file.path, message: failureReason(error) };
  }
  const head = await readFrontMatter(text);
  if (head.kind === "invalid") return { path: file.path, message: head.message };
  const metadata = file.mayHaveMetadata ? await readSkillMetadata(file.path) : NO_METADATA;
  return { ...head.frontMatter, ...metadata, path: file.path, scope };
}

/**
 * Loads the skills of all roots at once. A file that several roots reach belongs to the first.
 * Errors of the program's own skills are left out: users cannot mend them.
 */
export async function loadSkills(roots: readonly SkillRoot[], signal: AbortSignal): Promise<LoadedSkills> {
  const found = await Promise.all(roots.map((root) => findSkillFiles(root, signal)));
  const scopes = new Map<string, { readonly file: SkillFile; readonly scope: SkillScope }>();
  const errors: SkillError[] = [];
  for (const [index, { scope }] of roots.entries()) {
    for (const file of found[index]?.files ?? []) {
      if (!scopes.has(file.path)) scopes.set(file.path, { file, scope });
    }
    if (scope !== "system") errors.push(...(found[index]?.errors ?? []));
  }
  signal.throwIfAborted();
  const loaded = await Promise.all(
    Array.from(scopes.values(), async ({ file, scope }) => ({
      scope,
      outcome: await loadSkill(file, scope),
    })),
  );
  const skills: Skill[] = [];
  for (const { scope, outcome } of loaded) {
    if ("name" in outcome) skills.push(outcome);
    else if (scope !== "system") errors.push(outcome);
  }
  return {
    skills: skills.sort(compareSkills),
    errors: errors.sort((left, right) => compareText(left.path, right.path)),
    linkedFolders: [...new Set(found.flatMap((each) => each.linkedFolders))],
  };
}
