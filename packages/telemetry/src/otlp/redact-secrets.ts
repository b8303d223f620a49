/** Keeps credentials out of telemetry, wherever they were said. */

/** Forms that nothing else has: bearer tokens, API keys of OpenAI, JWTs, access keys of AWS, tokens of GitHub. */
const SECRETS = [
  /(?<=\bBearer\s+)[\w.~+/=-]{8,}/gi,
  /\bsk-[\w-]{16,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\b(?:ghp|gho|ghs|ghu|github_pat)_\w{20,}/g,
] as const;

/** The text with every credential that can be told by its form replaced. */
export function redactSecrets(text: string): string {
  return SECRETS.reduce((cleaned, form) => cleaned.replace(form, "[REDACTED]"), text);
}
