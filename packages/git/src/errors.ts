/** What goes wrong when the repository is to be changed; questions answer `undefined` instead. */

/** Git refused or failed; the message has its own words. */
export class GitError extends Error {
  readonly code = "git_failed";
  override readonly name = "GitError";
}
