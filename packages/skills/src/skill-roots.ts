/** Which folders are searched for skills, and in which order. */
import path from "node:path";
import type { SkillScope } from "./skill.ts";

/** A folder to search. It need not exist. */
export interface SkillRoot {
  readonly folder: string;
  readonly scope: SkillScope;
}

/** Folders of a project that the user trusts. */
export interface TrustedProject {
  /** The project's `.codex` folders, the one nearest to the working directory first. */
  readonly codexFolders: readonly string[];
  /** The directories from the project's root down to the working directory. */
  readonly directories: readonly string[];
}

/** Whose folders are searched. */
export interface SkillRootOptions {
  readonly codexHome: string;
  readonly userHome: string;
  /** Undefined for a project that is not trusted: its skills would reach the model unasked. */
  readonly project: TrustedProject | undefined;
  /** The administrator's folder for Codex, `/etc/codex` on Unix. */
  readonly adminFolder: string | undefined;
  /** More folders of the user, absolute, as a client names them. */
  readonly extraUserFolders: readonly string[];
}

/** Where the bundled skills are installed. */
export function systemSkillsFolder(codexHome: string): string {
  return path.join(codexHome, "skills", ".system");
}

/** The roots in scan order: where the same file is found twice, the first counts. */
export function skillRoots(options: SkillRootOptions): SkillRoot[] {
  const { codexHome, userHome, project, adminFolder, extraUserFolders } = options;
  const of = (scope: SkillScope, folders: readonly string[]) => folders.map((folder) => ({ folder, scope }));
  return [
    ...of("repo", project?.codexFolders.map((folder) => path.join(folder, "skills")) ?? []),
    ...of("user", [path.join(codexHome, "skills"), path.join(userHome, ".agents", "skills")]),
    ...of("system", [systemSkillsFolder(codexHome)]),
    ...of("admin", adminFolder === undefined ? [] : [path.join(adminFolder, "skills")]),
    ...of("repo", project?.directories.map((folder) => path.join(folder, ".agents", "skills")) ?? []),
    ...of("user", extraUserFolders),
  ];
}
