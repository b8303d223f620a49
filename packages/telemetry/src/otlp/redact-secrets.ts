/** Keeps credentials out of telemetry, wherever they were said. */

/** The longest value that is sent, in characters. */
export const MAX_VALUE = 16 * 1024;

/** What is looked at behind the end of a value, in characters: a secret across the end is still one. */
const MARGIN = 4 * 1024;

/**
 * Forms that nothing else has: bearer tokens, API keys of OpenAI, JWTs, access keys of AWS, tokens of GitHub. What
 * stays before a secret is a group of its own: looking behind from every character takes time with the square of
 * the text's length, and so does a JWT's first part without a limit, since `-eyJ` can begin one anywhere in it.
 */
const SECRETS = [
  /(\bBearer\s+)[\w.~+/=-]{8,}/gi,
  /(\b)sk-[\w-]{16,}/g,
  /(\b)eyJ[\w-]{8,1024}\.[\w-]{8,}\.[\w-]*/g,
  /(\b)(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /(\b)(?:ghp|gho|ghs|ghu|github_pat)_\w{20,}/g,
] as const;

/** The text, cut to `MAX_VALUE`, with every credential that can be told by its form replaced. */
export function redactSecrets(text: string): string {
  const seen = text.slice(0, MAX_VALUE + MARGIN);
  return SECRETS.reduce((cleaned, form) => cleaned.replace(form, "$1[REDACTED]"), seen).slice(0, MAX_VALUE);
}
