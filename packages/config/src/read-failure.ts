/** Why a file cannot be read and what to do, by the system's name of the error; others are told by that name. */
const WORDS: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder; move it away or put a file in its place",
  EACCES: "it may not be read by this user; change its permissions",
  ENOTDIR: "a file stands where its folder should be; move that file away",
  ELOOP: "it is a link that leads back to itself; replace it by a file",
};

/** The sentence about a settings file that is there and cannot be read. */
export function readFailure(file: string, code: string): string {
  return `cannot read ${file}: ${Object.hasOwn(WORDS, code) ? WORDS[code] : code}`;
}
