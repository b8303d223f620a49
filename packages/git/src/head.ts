/** What is checked out, read from the files of a repository. */
import path from "node:path";
import { readIfPresent } from "./read-if-present.ts";
import type { Repository } from "./repository.ts";

/** The checked-out commit; both parts are undefined before the first commit. */
export interface Head {
  /** In hex, 40 digits or 64. */
  readonly commit: string | undefined;
  /** Without `refs/heads/`; undefined when the head is detached. */
  readonly branch: string | undefined;
}

/**
 * Reads `HEAD` and what it leads to. Undefined when the files cannot tell: no repository after all, or
 * references kept in another form than files (reftable).
 */
export async function readHead(repository: Repository): Promise<Head | undefined> {
  const head = parseReference(await readIfPresent(path.join(repository.gitDir, "HEAD")));
  if (head === undefined) return undefined;
  if (head.kind === "commit") return { commit: head.commit, branch: undefined };
  // The reftable format leaves this name behind for programs that read files only.
  if (head.name === "refs/heads/.invalid") return undefined;
  const commit = await resolveReference(repository.commonDir, head.name);
  const isBranch = commit !== undefined && head.name.startsWith(BRANCH_PREFIX);
  return { commit, branch: isBranch ? head.name.slice(BRANCH_PREFIX.length) : undefined };
}

const BRANCH_PREFIX = "refs/heads/";

type Reference =
  | { readonly kind: "commit"; readonly commit: string }
  | { readonly kind: "name"; readonly name: string };

/** Only names below `refs/` that stay there are taken: a name becomes a path. */
function parseReference(text: string | undefined): Reference | undefined {
  const line = text?.trimEnd() ?? "";
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(line)) return { kind: "commit", commit: line };
  const name = /^ref:\s*(refs\/.+)$/u.exec(line)?.[1];
  if (name === undefined || name.includes("\0") || name.split("/").includes("..")) return undefined;
  return { kind: "name", name };
}

/** How many names may lead to names, as in git. */
const MAX_HOPS = 5;

async function resolveReference(commonDir: string, start: string): Promise<string | undefined> {
  let name = start;
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const loose = parseReference(await readIfPresent(path.join(commonDir, name)));
    if (loose === undefined) return await findPacked(commonDir, name);
    if (loose.kind === "commit") return loose.commit;
    name = loose.name;
  }
  return undefined;
}

/** Lines of `packed-refs` are `<commit> <name>`. The file can be large: it is searched, not taken apart. */
async function findPacked(commonDir: string, name: string): Promise<string | undefined> {
  const text = `\n${(await readIfPresent(path.join(commonDir, "packed-refs"))) ?? ""}\n`;
  const end = text.indexOf(` ${name}\n`);
  if (end === -1) return undefined;
  const reference = parseReference(text.slice(text.lastIndexOf("\n", end) + 1, end));
  return reference?.kind === "commit" ? reference.commit : undefined;
}
