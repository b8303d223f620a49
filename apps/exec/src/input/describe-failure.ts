/** A failure of the file system in words. */

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  ENOTDIR: "a part of the path is not a directory",
  EISDIR: "it is a directory",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota is used up",
  ELOOP: "too many symbolic links",
};

/** What the system said, with its code; other errors by their message. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : undefined;
  const words = code === undefined ? undefined : WORDS[code];
  return words === undefined ? error.message : `${words} (${code})`;
}
