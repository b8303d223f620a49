/** Where a repository fetches from, read from configuration files. */
import path from "node:path";
import { type GitConfigEntry, parseGitConfig } from "./config-file.ts";
import type { GitPlace } from "./git-place.ts";
import { readIfPresent } from "./read-if-present.ts";
import type { Repository } from "./repository.ts";

/** Remote names, sorted, with the URL that a fetch uses. */
export type Remotes = ReadonlyMap<string, string>;

/**
 * Reads the remotes of a repository. Undefined when plain reading could give another answer than git does:
 * included files, rewritten URLs, settings from variables or per worktree, or a file it would refuse.
 */
export async function readRemotes(
  repository: Repository,
  env: GitPlace["env"],
): Promise<Remotes | undefined> {
  if (env["GIT_CONFIG_COUNT"] !== undefined || env["GIT_CONFIG_PARAMETERS"] !== undefined) return undefined;
  const [own, ...wider] = await Promise.all(
    [path.join(repository.commonDir, "config"), ...widerConfigFiles(env)].map(readConfig),
  );
  if (own === undefined || own.some(needsGit) || own.some(isWorktreeConfig)) return undefined;
  if (wider.some((entries) => entries === undefined || entries.some(needsGit))) return undefined;
  return collectRemotes(own);
}

/** Takes the remotes out of the output of `git remote -v`. */
export function parseRemoteList(output: string): Remotes {
  const fetches = output.matchAll(/^(\S+)\t(.*) \(fetch\)(?: \[[^\]]*\])?$/gmu);
  return sorted([...fetches].map(([, name = "", url = ""]) => [name, url] as const));
}

/** The files for the machine and for the user. Where git was built to look elsewhere for the former, it is not seen. */
function widerConfigFiles(env: GitPlace["env"]): string[] {
  const files: string[] = [];
  const home = env["HOME"];
  const configHome = env["XDG_CONFIG_HOME"] || (home && path.join(home, ".config"));
  if (env["GIT_CONFIG_NOSYSTEM"] === undefined) files.push(env["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig");
  if (env["GIT_CONFIG_GLOBAL"] !== undefined) return [...files, env["GIT_CONFIG_GLOBAL"]];
  if (configHome) files.push(path.join(configHome, "git", "config"));
  if (home) files.push(path.join(home, ".gitconfig"));
  return files;
}

/** A file that is not there has no settings; one that cannot be read or understood is undefined. */
async function readConfig(file: string): Promise<readonly GitConfigEntry[] | undefined> {
  const text = await readIfPresent(file).catch(() => null);
  if (text === null) return undefined;
  return text === undefined ? [] : parseGitConfig(text);
}

function needsGit(entry: GitConfigEntry): boolean {
  if (entry.section === "include" || entry.section === "includeif") return true;
  return entry.section === "url" && entry.key === "insteadof";
}

function isWorktreeConfig(entry: GitConfigEntry): boolean {
  return entry.section === "extensions" && entry.key === "worktreeconfig";
}

/** Of several URLs the first is fetched from. */
function collectRemotes(entries: readonly GitConfigEntry[]): Remotes {
  const remotes = new Map<string, string>();
  for (const { section, subsection, key, value } of entries) {
    const isUrl = section === "remote" && key === "url" && subsection !== undefined;
    if (isUrl && !remotes.has(subsection)) remotes.set(subsection, value);
  }
  return sorted([...remotes]);
}

function sorted(remotes: readonly (readonly [string, string])[]): Remotes {
  const byName = remotes.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return new Map(byName.map(([name, url]) => [name, withoutCredentials(url)]));
}

/** URLs go into recordings and to the model's provider: a token in one must not. */
function withoutCredentials(url: string): string {
  return url.replace(/^(https?:\/\/)[^/?#]*@/iu, "$1");
}
